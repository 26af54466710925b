package dev.florin.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Tests {

    /** FIPS 180-2, appendix B.1. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void itIsThatOfTheStandardHoweverTheContentComes() {
        assertThat(Sha256.hex("abc")).isEqualTo(OF_ABC);
        assertThat(Sha256.hex("abc".getBytes(UTF_8))).isEqualTo(OF_ABC);
        assertThat(Sha256.of("abc")).isEqualTo(HexFormat.of().parseHex(OF_ABC));
        var inParts = Sha256.digest();
        inParts.update("a".getBytes(UTF_8));
        assertThat(inParts.digest("bc".getBytes(UTF_8))).isEqualTo(Sha256.of("abc"));
    }

    @Test
    void aTextIsHashedInUtf8() {
        assertThat(Sha256.hex("₹ é")).isEqualTo(Sha256.hex("₹ é".getBytes(UTF_8)));
    }
}
