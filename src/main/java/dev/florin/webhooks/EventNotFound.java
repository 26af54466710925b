package dev.florin.webhooks;

import dev.florin.kernel.Rejection;

/** There is no such event, or it is another merchant's, or of the other mode: no difference is told. */
final class EventNotFound extends Rejection {
    EventNotFound(Object id) {
        super(Kind.NOT_FOUND, "event_not_found", "There is no event '%s' in this mode.".formatted(id));
    }
}
