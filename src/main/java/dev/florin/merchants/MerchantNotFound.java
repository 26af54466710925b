package dev.florin.merchants;

import dev.florin.kernel.Rejection;

final class MerchantNotFound extends Rejection {
    MerchantNotFound() {
        super(Kind.NOT_FOUND, "merchant_not_found", "There is no such merchant.");
    }
}
