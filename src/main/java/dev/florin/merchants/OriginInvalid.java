package dev.florin.merchants;

import dev.florin.kernel.Rejection;

final class OriginInvalid extends Rejection {
    OriginInvalid(int index, String reason) {
        super(
                Kind.INVALID,
                "origin_invalid",
                "'origins[%d]' %s".formatted(index, reason),
                "origins[%d]".formatted(index));
    }
}
