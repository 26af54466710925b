package dev.florin.refunds;

import dev.florin.kernel.Tenant;

/** Where a refund lies. */
record RefundKey(Tenant tenant, RefundId id) {

    @Override
    public String toString() {
        return id.toString();
    }
}
