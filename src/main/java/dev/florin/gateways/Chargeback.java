package dev.florin.gateways;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A dispute as the acquirer tells it: a customer wants money back from the issuer, and the acquirer holds it until that is
 * decided.
 *
 * @param acquirerReference the acquirer's own id of it, never used for another
 * @param authorization the reference of the authorisation whose captured money it is about
 * @param reason the acquirer's code, such as {@code fraudulent}
 * @param dueBy until when evidence is taken
 */
public record Chargeback(
        Tenant tenant,
        String acquirerReference,
        UUID authorization,
        Money amount,
        String reason,
        Status status,
        Instant openedAt,
        Instant dueBy) {

    /** As far as the acquirer has come with it. */
    public enum Status {
        NEEDS_RESPONSE,
        UNDER_REVIEW,
        WON,
        LOST,
        /** Lost, as we did not contest it. */
        ACCEPTED;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Status of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
