package dev.florin.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.merchants.StoredKey;
import java.util.Base64;

/**
 * A merchant of the torture test, with one webhook endpoint that is told everything.
 *
 * @param webhookSecret with which what it is told is signed
 */
public record Merchant(StoredKey key, String webhookSecret) {

    /** The value of the header {@code Authorization}. */
    public String authorization() {
        return authorization(key);
    }

    static String authorization(StoredKey key) {
        return "Basic " + Base64.getEncoder().encodeToString((key.id() + ":" + key.secret()).getBytes(UTF_8));
    }
}
