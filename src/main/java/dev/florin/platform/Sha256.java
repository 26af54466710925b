package dev.florin.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4): of what is here at once, or {@linkplain #digest() of what comes in parts}. */
public final class Sha256 {

    private Sha256() {}

    /** @return 32 bytes */
    public static byte[] of(byte[] content) {
        return digest().digest(content);
    }

    /** @return 32 bytes, of the text in UTF-8 */
    public static byte[] of(String text) {
        return of(text.getBytes(UTF_8));
    }

    /** @return 64 digits, in lower case */
    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(of(content));
    }

    /** @return 64 digits, in lower case, of the text in UTF-8 */
    public static String hex(String text) {
        return hex(text.getBytes(UTF_8));
    }

    /** A new one, for one thread. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
