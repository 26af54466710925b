package dev.florin.web;

import dev.florin.kernel.Rejection;

/** The first request with this key is still being worked on. */
final class KeyInUse extends Rejection {
    KeyInUse() {
        super(
                Kind.CONFLICT,
                "idempotency_key_in_use",
                "The first request with this Idempotency-Key is still being worked on; send it again in a second.");
    }
}
