package dev.florin.members;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {

    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

    /** RFC 6238, appendix B, of whose eight digits the last six are meant. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codesAreThoseOfTheSpecification(long seconds, String code) {
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(seconds))).isEqualTo(code.substring(2));
    }

    @Test
    void clocksMayDifferByOneStepAndNotByTwo() {
        var now = Instant.ofEpochSecond(1_111_111_111);
        String code = Totp.code(SECRET, now);

        assertThat(Totp.step(SECRET, code, now, 0)).isPresent();
        assertThat(Totp.step(SECRET, code, now.plusSeconds(30), 0)).isPresent();
        assertThat(Totp.step(SECRET, code, now.minusSeconds(30), 0)).isPresent();
        assertThat(Totp.step(SECRET, code, now.plusSeconds(60), 0)).isEmpty();
        assertThat(Totp.step(SECRET, code, now.minusSeconds(61), 0)).isEmpty();
    }

    @Test
    void aCodeIsTakenOnce() {
        var now = Instant.ofEpochSecond(1_111_111_111);
        String code = Totp.code(SECRET, now);
        long step = Totp.step(SECRET, code, now, 0).orElseThrow();

        assertThat(Totp.step(SECRET, code, now, step)).isEmpty();
    }

    /** RFC 4648, section 10. */
    @ParameterizedTest
    @CsvSource({"f, my", "fo, mzxq", "foo, mzxw6", "foobar, mzxw6ytboi"})
    void secretsAreWrittenInBase32(String text, String base32) {
        assertThat(Tokens.base32(text.getBytes(US_ASCII))).isEqualTo(base32);
    }
}
