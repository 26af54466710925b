package dev.florin.disputes;

import dev.florin.kernel.Rejection;

/** There is no such dispute, or it is another merchant's. */
public final class DisputeNotFound extends Rejection {
    DisputeNotFound(Object id) {
        super(Kind.NOT_FOUND, "dispute_not_found", "There is no dispute '%s'.".formatted(id));
    }
}
