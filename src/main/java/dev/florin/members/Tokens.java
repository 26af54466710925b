package dev.florin.members;

import dev.florin.platform.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/** What is known to one person alone: links of e-mails, and recovery codes. The database has their hashes. */
final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** RFC 4648's base 32 in lower case, without padding. */
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private Tokens() {}

    /** 256 random bits, fit for a URL. */
    static String link() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(32));
    }

    /** 80 random bits as {@code abcd-efgh-jklm-nopq}. */
    static String recoveryCode() {
        String code = base32(random(10));
        return "%s-%s-%s-%s"
                .formatted(code.substring(0, 4), code.substring(4, 8), code.substring(8, 12), code.substring(12));
    }

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** SHA-256: what has 80 random bits or more needs nothing slower. */
    static byte[] hash(String secret) {
        return Sha256.of(secret);
    }

    /** RFC 4648, in lower case and without padding. */
    static String base32(byte[] bytes) {
        var text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte next : bytes) {
            held = (held << 8) | (next & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt((held >> bits) & 31));
            }
        }
        if (bits > 0) {
            text.append(BASE32.charAt((held << (5 - bits)) & 31));
        }
        return text.toString();
    }
}
