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
    @Type(value = Fact.CallbackDelivered.class, name = "callback_delivered"),
    @Type(value = Fact.Disputed.class, name = "disputed"),
    @Type(value = Fact.FileTaken.class, name = "file_taken"),
    @Type(value = Fact.EvidenceTaken.class, name = "evidence_taken"),
    @Type(value = Fact.DeadlineMoved.class, name = "deadline_moved"),
    @Type(value = Fact.DisputeEnded.class, name = "dispute_ended")
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

    /** What happened to a dispute. */
    sealed interface OfDispute extends Fact {
        UUID dispute();
    }

    /**
     * A customer wants captured money back.
     *
     * @param amount minor units
     * @param dueBy until when evidence against it is taken
     * @param instrument that of the authorisation
     */
    record Disputed(
            Instant at,
            UUID dispute,
            UUID authorization,
            long amount,
            String currency,
            String reason,
            Instant dueBy,
            @Nullable String account,
            @Nullable String instrument)
            implements OfDispute {}

    /** A file came that evidence may name. Of what is in it only the hash is kept. */
    record FileTaken(Instant at, UUID dispute, UUID file, String name, String type, int size, String sha256)
            implements OfDispute {}

    /**
     * Evidence came.
     *
     * @param fingerprint of all that it says, which is not kept
     * @param verdict what will come of it; null if the issuer has to be asked
     */
    record EvidenceTaken(Instant at, UUID dispute, UUID reference, String fingerprint, Dispute.@Nullable Status verdict)
            implements OfDispute {}

    record DeadlineMoved(Instant at, UUID dispute, Instant dueBy) implements OfDispute {}

    /** @param reference of the client's acceptance; null if it was decided */
    record DisputeEnded(
            Instant at,
            UUID dispute,
            Dispute.Status status,
            @Nullable UUID reference) implements OfDispute {}
}
