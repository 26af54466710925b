package dev.florin.payments;

import dev.florin.kernel.Tenant;
import dev.florin.platform.Mentions;
import dev.florin.platform.OpenRows;
import java.util.Map;
import java.util.UUID;

/** Where a payment lies. */
record PaymentKey(Tenant tenant, PaymentId id) implements OpenRows.Key {

    @Override
    public UUID row() {
        return id.value();
    }

    /** In the log, while it is in hand. */
    Map<String, String> mentions() {
        return Map.of(Mentions.MERCHANT, Mentions.of(tenant), Mentions.PAYMENT, id.toString());
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
