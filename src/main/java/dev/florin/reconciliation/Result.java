package dev.florin.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What does not agree. */
public enum Result {
    /** We know of it, and the bank has not booked it in time. */
    MISSING_IN_BANK("Missing at the bank"),
    /** The bank booked it, and we know of nothing that it is for. */
    MISSING_IN_OURS("Unknown to us"),
    AMOUNT_MISMATCH("Another amount"),
    /** The bank booked it once more. */
    DUPLICATE("Booked twice");

    private final String title;

    Result(String title) {
        this.title = title;
    }

    /** As people read it. */
    public String title() {
        return title;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Result of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
