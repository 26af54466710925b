package dev.florin.payments;

import dev.florin.kernel.Rejection;

/** There is no such payment, or it is another merchant's, or of the other mode: no difference is told. */
public final class PaymentNotFound extends Rejection {
    PaymentNotFound(Object id) {
        super(Kind.NOT_FOUND, "payment_not_found", "There is no payment '%s' in this mode.".formatted(id));
    }
}
