package dev.florin.webhooks;

import dev.florin.kernel.Rejection;

/** There is no such webhook endpoint, or it is another merchant's, or of the other mode: no difference is told. */
final class EndpointNotFound extends Rejection {
    EndpointNotFound(Object id) {
        super(
                Kind.NOT_FOUND,
                "webhook_endpoint_not_found",
                "There is no webhook endpoint '%s' in this mode.".formatted(id));
    }
}
