package dev.florin.gateways.sandbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of the log. All that the acquirer knows follows from these, in order. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
    @Type(value = Fact.Accepted.class, name = "accepted"),
    @Type(value = Fact.Resolved.class, name = "resolved"),
    @Type(value = Fact.CallbackDelivered.class, name = "callback_delivered")
})
sealed interface Fact {

    Instant at();

    /**
     * A request was taken on.
     *
     * @param amount minor units it was taken on for; of a void, what it released
     * @param currency null where the authorisation is unknown
     * @param returnUrl where the issuer's page sends the customer afterwards
     * @param account whatever the client wants to be told with all that is said of this
     */
    record Accepted(
            Instant at,
            Request request,
            long amount,
            @Nullable String currency,
            Verdict verdict,
            @Nullable String returnUrl,
            @Nullable String account)
            implements Fact {}

    /** What was pending no longer is. */
    record Resolved(Instant at, UUID reference, Result result) implements Fact {}

    /** A callback need not be sent again. */
    record CallbackDelivered(Instant at, String callback) implements Fact {}
}
