package dev.florin.disputes;

import dev.florin.kernel.Tenant;
import dev.florin.platform.OpenRows;
import java.util.UUID;

/** Where a dispute lies. */
record DisputeKey(Tenant tenant, DisputeId id) implements OpenRows.Key {

    @Override
    public UUID row() {
        return id.value();
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
