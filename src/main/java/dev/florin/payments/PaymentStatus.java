package dev.florin.payments;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;

/** The life of a payment, forward only. The database checks the same steps. */
public enum PaymentStatus {
    /** Florin has it; nothing is known of the acquirer yet. */
    PENDING,
    /** The acquirer has it and will decide. */
    PROCESSING,
    /** The customer has to do something first: 3-D Secure, a UPI app. */
    REQUIRES_ACTION,
    /** The money is reserved; some or all of it can be captured. */
    AUTHORIZED,
    /** All that will be taken has been taken. */
    CAPTURED,
    /** Some of it was given back. */
    PARTIALLY_REFUNDED,
    /** Final: all of it was given back. */
    REFUNDED,
    /** Final: declined, or never carried out. No money was taken. */
    FAILED,
    /** Final: voided before anything was captured. No money was taken. */
    CANCELLED,
    /** Final: not captured within seven days, and voided. No money was taken. */
    EXPIRED;

    /** True once no authorisation can come of it any more, or has. */
    public boolean isDecided() {
        return !isOpen();
    }

    /** True while the acquirer's answer to the authorisation is outstanding. */
    boolean isOpen() {
        return this == PENDING || this == PROCESSING || this == REQUIRES_ACTION;
    }

    /** @throws IllegalStateException unless the step is one of the state machine's */
    PaymentStatus to(PaymentStatus next) {
        if (next != this && !next().contains(next)) {
            throw new IllegalStateException("A payment does not go from %s to %s".formatted(this, next));
        }
        return next;
    }

    private Set<PaymentStatus> next() {
        return switch (this) {
            case PENDING -> Set.of(PROCESSING, REQUIRES_ACTION, AUTHORIZED, CAPTURED, FAILED, CANCELLED);
            case PROCESSING -> Set.of(REQUIRES_ACTION, AUTHORIZED, CAPTURED, FAILED, CANCELLED);
            case REQUIRES_ACTION -> Set.of(PROCESSING, AUTHORIZED, CAPTURED, FAILED, CANCELLED);
            case AUTHORIZED -> Set.of(CAPTURED, CANCELLED, EXPIRED);
            case CAPTURED -> Set.of(PARTIALLY_REFUNDED, REFUNDED);
            case PARTIALLY_REFUNDED -> Set.of(REFUNDED);
            case REFUNDED, FAILED, CANCELLED, EXPIRED -> Set.of();
        };
    }

    /** As the API and the database write it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PaymentStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
