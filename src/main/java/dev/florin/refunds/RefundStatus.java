package dev.florin.refunds;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The life of a refund, forward only: pending, and then one of the others for good. */
public enum RefundStatus {
    /** The money is spoken for; the acquirer has not decided yet. */
    PENDING,
    /** Final: the acquirer gave the money back. */
    PROCESSED,
    /** Final: the acquirer refused; the money is the merchant's again. */
    FAILED;

    /** As the API and the database write it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RefundStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
