package dev.florin.gateways;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a callback. */
public enum CallbackState {
    /** Will be passed on to the module that it concerns. */
    PENDING,
    /** That module has it. Purged after a while. */
    DONE,
    /** No module knows what it is about; kept, after a few more tries, as nobody has looked into it. */
    ORPHANED,
    /** Passed on ten times in vain; kept until somebody has it tried again. */
    FAILED,
    /** Florin does not know such events; kept. */
    UNKNOWN_TYPE,
    /** Rightly signed, and makes no sense; kept. */
    UNREADABLE;

    /** As rows and pages write it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CallbackState of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
