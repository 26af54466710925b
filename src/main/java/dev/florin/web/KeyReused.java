package dev.florin.web;

import dev.florin.kernel.Rejection;

/** The key belongs to another request. */
final class KeyReused extends Rejection {
    KeyReused() {
        super(
                Kind.INVALID,
                "idempotency_error",
                "This Idempotency-Key was used for another request (method, path or body differ); use a new key for a new request.",
                "Idempotency-Key");
    }
}
