package dev.florin.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HmacTests {

    /** RFC 4231, 4.3. */
    @Test
    void itIsThatOfTheStandardHoweverTheTextIsCut() {
        var hmac = new Hmac("Jefe".getBytes(UTF_8));
        byte[] expected = HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(hmac.of("what do ya want for nothing?".getBytes(UTF_8))).isEqualTo(expected);
        assertThat(hmac.of("what do ya want ".getBytes(UTF_8), "for nothing?".getBytes(UTF_8)))
                .isEqualTo(expected);
    }
}
