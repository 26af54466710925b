package dev.florin.webhooks;

import dev.florin.kernel.Rejection;

/** Something is to be sent to an endpoint that is disabled or deleted. */
final class EndpointDisabled extends Rejection {
    EndpointDisabled(EndpointId id) {
        super(
                Kind.CONFLICT,
                "webhook_endpoint_disabled",
                "Webhook endpoint '%s' is disabled or deleted; nothing is sent to it.".formatted(id));
    }
}
