package dev.florin.disputes;

import dev.florin.kernel.Tenant;

/** Where a dispute lies. */
record DisputeKey(Tenant tenant, DisputeId id) {

    @Override
    public String toString() {
        return id.toString();
    }
}
