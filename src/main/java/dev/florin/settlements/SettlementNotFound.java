package dev.florin.settlements;

import dev.florin.kernel.Rejection;

/** There is no such settlement, or it is another merchant's. */
public final class SettlementNotFound extends Rejection {
    SettlementNotFound(Object id) {
        super(Kind.NOT_FOUND, "settlement_not_found", "There is no settlement '%s'.".formatted(id));
    }
}
