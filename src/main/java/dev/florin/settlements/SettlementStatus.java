package dev.florin.settlements;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The life of a settlement, forward only. */
public enum SettlementStatus {
    /** Nothing is paid out: what is left goes into the next one. */
    CARRIED,
    /** Its payout is on its way to the merchant's bank. */
    CREATED,
    /** The bank was told to pay, and has a reference for it. */
    PAID,
    /** Final: the bank did not pay, or gave back what it had paid; the money is in the next settlement. */
    FAILED;

    /** As the API and the database write it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SettlementStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
