package dev.florin.samples;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signatures of API and checkout, computed apart from the samples. */
final class Signed {

    /** The demo merchant's. */
    static final String SECRET = "whsec_dGVzdF9hYmMxMjNfZmxvcmluX2RlbW8h";

    private Signed() {}

    static String hex(String secret, String text) {
        return HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), text));
    }

    static String standard(String secret, String id, String time, String body) {
        byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        return "v1," + Base64.getEncoder().encodeToString(hmac(key, String.join(".", id, time, body)));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
