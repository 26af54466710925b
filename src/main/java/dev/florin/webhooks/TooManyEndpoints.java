package dev.florin.webhooks;

import dev.florin.kernel.Rejection;

final class TooManyEndpoints extends Rejection {
    TooManyEndpoints(int most) {
        super(
                Kind.CONFLICT,
                "too_many_webhook_endpoints",
                "There are %d webhook endpoints in this mode already; delete one first.".formatted(most));
    }
}
