package dev.florin.orders;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a payment is captured with its authorisation, or later by the merchant. */
public enum CaptureMode {
    AUTOMATIC,
    MANUAL;

    /** As the API and the database write it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode that {@link #wire()} wrote. */
    public static CaptureMode of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
