package dev.florin.webhooks;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far an event has got on its way to an endpoint. */
public enum DeliveryStatus {
    /** Being sent, or to be sent again. */
    PENDING,
    /** The endpoint answered with a 2xx. */
    DELIVERED,
    /** Given up; it can be sent again. */
    FAILED;

    /** As the API and the database write it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeliveryStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
