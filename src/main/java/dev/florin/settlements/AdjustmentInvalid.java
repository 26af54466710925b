package dev.florin.settlements;

import dev.florin.kernel.Rejection;

/** What an operator wants to put right cannot be put right so. */
final class AdjustmentInvalid extends Rejection {
    AdjustmentInvalid(String message, String param) {
        super(Kind.INVALID, "adjustment_invalid", message, param);
    }
}
