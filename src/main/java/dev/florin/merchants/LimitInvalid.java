package dev.florin.merchants;

import dev.florin.kernel.Rejection;

final class LimitInvalid extends Rejection {
    LimitInvalid(int most) {
        super(
                Kind.INVALID,
                "limit_invalid",
                "A key may make 1–%d requests a second.".formatted(most),
                "requests_per_second");
    }
}
