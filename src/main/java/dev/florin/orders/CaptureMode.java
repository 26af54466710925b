package dev.florin.orders;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whether a payment is captured with its authorisation, or later by the merchant. */
public enum CaptureMode {
    @JsonProperty("automatic")
    AUTOMATIC,
    @JsonProperty("manual")
    MANUAL;

    /** As the API and the database write it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode that {@link #wire()} wrote. */
    public static CaptureMode of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
