package dev.florin.requests;

import dev.florin.kernel.Rejection;

/** There is no such request, or it is another merchant's, of the other mode, or too old: no difference is told. */
final class RequestNotFound extends Rejection {
    RequestNotFound(Object id) {
        super(Kind.NOT_FOUND, "request_not_found", "There is no request '%s' in this mode's log.".formatted(id));
    }
}
