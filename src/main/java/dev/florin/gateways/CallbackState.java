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

    /** As people read it. */
    public String title() {
        return switch (this) {
            case PENDING -> "Pending";
            case DONE -> "Done";
            case ORPHANED -> "Orphaned";
            case FAILED -> "Failed";
            case UNKNOWN_TYPE -> "Unknown type";
            case UNREADABLE -> "Unreadable";
        };
    }

    /** What it means, for people. */
    public String words() {
        return switch (this) {
            case PENDING -> "It will be passed on to the module that it concerns.";
            case DONE -> "The module that it concerns has it.";
            case ORPHANED -> "It is about nothing that is known here.";
            case FAILED -> "It was passed on ten times in vain.";
            case UNKNOWN_TYPE -> "Florin does not know such events.";
            case UNREADABLE -> "It is rightly signed, and makes no sense.";
        };
    }

    static CallbackState of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
