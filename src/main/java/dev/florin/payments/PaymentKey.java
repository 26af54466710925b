package dev.florin.payments;

import dev.florin.kernel.Tenant;

/** Where a payment lies. */
record PaymentKey(Tenant tenant, PaymentId id) {

    @Override
    public String toString() {
        return id.toString();
    }
}
