package dev.florin.orders;

import dev.florin.kernel.Rejection;

/** There is no such order, or it is another merchant's, or of the other mode: no difference is told. */
final class OrderNotFound extends Rejection {
    OrderNotFound(Object id) {
        super(Kind.NOT_FOUND, "order_not_found", "There is no order '%s' in this mode.".formatted(id));
    }
}
