package dev.florin.refunds;

import dev.florin.kernel.Rejection;

/** There is no such refund, or it is another merchant's. */
public final class RefundNotFound extends Rejection {
    RefundNotFound(Object id) {
        super(Kind.NOT_FOUND, "refund_not_found", "There is no refund '%s'.".formatted(id));
    }
}
