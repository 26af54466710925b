package dev.florin.merchants;

import dev.florin.kernel.Rejection;

/** A key that is revoked, over, or has its successor already. */
final class KeyNotRotatable extends Rejection {
    KeyNotRotatable(String keyId) {
        super(
                Kind.CONFLICT,
                "key_not_rotatable",
                "API key %s is revoked or was rotated before; issue a new one.".formatted(keyId));
    }
}
