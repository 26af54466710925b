package dev.florin.merchants;

/**
 * A new API key with its secret: this once, and never again.
 *
 * @param keyId {@code key_test_…} or {@code key_live_…}
 * @param secret {@code secret_test_…} or {@code secret_live_…}; at least 192 random bits
 */
public record IssuedKey(String keyId, String secret) {

    @Override
    public String toString() {
        return "IssuedKey[" + keyId + "]";
    }
}
