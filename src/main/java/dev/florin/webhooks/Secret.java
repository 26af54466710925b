package dev.florin.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.platform.Hmac;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint's deliveries are signed with: {@code whsec_} and the base64 of 24 to 64 bytes, as Standard Webhooks
 * 1.0 has it.
 */
final class Secret {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private final Hmac plain;
    private final Hmac standard;

    Secret(String text) {
        this.text = text;
        this.plain = new Hmac(text.getBytes(UTF_8));
        this.standard = new Hmac(Base64.getDecoder().decode(text.substring(PREFIX.length())));
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
        return HexFormat.of().formatHex(plain.of(body));
    }

    /** {@code v1,} and base64, under the bytes that the text stands for. */
    String standardSignature(String id, long timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(standard.of(head, body));
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
