package dev.florin.webhooks;

import dev.florin.kernel.Rejection;

/** One after the other, so that two do not begin the same deliveries. */
final class ReplayRunning extends Rejection {
    ReplayRunning(EndpointId endpoint) {
        super(
                Kind.CONFLICT,
                "replay_running",
                "A replay for webhook endpoint %s is under way; wait until it has come to its end."
                        .formatted(endpoint));
    }
}
