package dev.florin.disputes;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.gateways.Chargeback;
import java.util.Locale;
import java.util.Set;

/** The life of a dispute, forward only. The database checks the same steps. */
public enum DisputeStatus {
    /** The acquirer holds the money; evidence can be submitted until a deadline. */
    NEEDS_RESPONSE,
    /** Evidence was submitted; the issuer decides. */
    UNDER_REVIEW,
    /** Final: the money is the merchant's again. */
    WON,
    /** Final: the customer keeps the money. */
    LOST,
    /** Final: lost, as the merchant did not contest it. */
    ACCEPTED;

    public boolean isOpen() {
        return this == NEEDS_RESPONSE || this == UNDER_REVIEW;
    }

    /** @throws IllegalStateException unless the step is one of the state machine's */
    DisputeStatus to(DisputeStatus next) {
        if (!next().contains(next)) {
            throw new IllegalStateException("A dispute does not go from %s to %s".formatted(this, next));
        }
        return next;
    }

    private Set<DisputeStatus> next() {
        return switch (this) {
            case NEEDS_RESPONSE -> Set.of(UNDER_REVIEW, WON, LOST, ACCEPTED);
            case UNDER_REVIEW -> Set.of(WON, LOST, ACCEPTED);
            case WON, LOST, ACCEPTED -> Set.of();
        };
    }

    static DisputeStatus of(Chargeback.Status told) {
        return switch (told) {
            case NEEDS_RESPONSE -> NEEDS_RESPONSE;
            case UNDER_REVIEW -> UNDER_REVIEW;
            case WON -> WON;
            case LOST -> LOST;
            case ACCEPTED -> ACCEPTED;
        };
    }

    /** As the API and the database write it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DisputeStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
