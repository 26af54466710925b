package dev.florin.orders;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an order stands. The database checks the steps between them. */
public enum OrderStatus {
    /** Nobody has tried to pay it. */
    CREATED,
    /** Somebody has tried, or is trying. */
    ATTEMPTED,
    /** Final: one payment has been captured. */
    PAID,
    /** Final: its time ran out before it was paid. */
    EXPIRED,
    /** Final: the merchant withdrew it. */
    CANCELLED;

    /** As the API and the database write it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OrderStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
