package dev.florin.merchants;

import dev.florin.kernel.Rejection;

final class KeyNotFound extends Rejection {
    KeyNotFound(String keyId) {
        super(Kind.NOT_FOUND, "key_not_found", "There is no API key %s.".formatted(keyId));
    }
}
