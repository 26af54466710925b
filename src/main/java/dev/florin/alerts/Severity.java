package dev.florin.alerts;

import java.util.Locale;

/** How much an alert matters. */
public enum Severity {
    /** Somebody should look at it during the day. */
    WARNING,
    /** Somebody should look at it now. It is told anew every six hours. */
    CRITICAL;

    /** As JSON and the database write it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Severity of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
