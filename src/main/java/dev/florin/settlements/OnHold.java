package dev.florin.settlements;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a payout that was made cannot be paid yet. */
public enum OnHold {
    BANK_ACCOUNT_MISSING("The merchant has not told where to be paid to."),
    HELD("Payouts to this merchant are on hold.");

    private final String text;

    OnHold(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }

    /** As the API writes it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
