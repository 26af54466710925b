package dev.florin.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint's deliveries are signed with: {@code whsec_} and the base64 of 24 to 64 bytes, as Standard Webhooks
 * 1.0 has it.
 */
final class Secret {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    /** Ready to be copied: to look an algorithm up takes longer than to sign. */
    private final Mac plain;

    private final Mac standard;

    Secret(String text) {
        this.text = text;
        this.plain = mac(text.getBytes(UTF_8));
        this.standard = mac(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    static Secret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    String text() {
        return text;
    }

    /** In hex, under the whole text as the key. */
    String signature(byte[] body) {
        return HexFormat.of().formatHex(copy(plain).doFinal(body));
    }

    /** {@code v1,} and base64, under the bytes that the text stands for. */
    String standardSignature(String id, long timestamp, byte[] body) {
        Mac mac = copy(standard);
        mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static Mac copy(Mac mac) {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's own " + ALGORITHM + " can be copied", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
