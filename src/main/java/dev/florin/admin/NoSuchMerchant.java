package dev.florin.admin;

import dev.florin.kernel.Rejection;

final class NoSuchMerchant extends Rejection {
    NoSuchMerchant() {
        super(Kind.NOT_FOUND, "merchant_not_found", "There is no such merchant.");
    }
}
