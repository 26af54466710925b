package dev.florin.webhooks;

import dev.florin.kernel.Rejection;

/** There is no such webhook delivery, or it is another merchant's, or of the other mode: no difference is told. */
final class DeliveryNotFound extends Rejection {
    DeliveryNotFound(Object id) {
        super(Kind.NOT_FOUND, "webhook_not_found", "There is no webhook delivery '%s' in this mode.".formatted(id));
    }
}
