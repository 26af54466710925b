package dev.florin.disputes;

import dev.florin.gateways.GatewayId;
import dev.florin.kernel.Money;
import dev.florin.orders.OrderId;
import dev.florin.payments.PaymentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a dispute. A dispute is the stream of these, in order, from {@link Opened} on; they are kept
 * for good, and the stored state is nothing but their fold.
 */
public sealed interface DisputeEvent {

    Instant at();

    /**
     * The acquirer told of it. What this says never changes.
     *
     * @param acquirerReference the acquirer's own id of it
     * @param late true if the money never was the merchant's, as the payment had failed
     * @param openedAt when the customer did it, by the acquirer's clock
     */
    record Opened(
            PaymentId payment,
            OrderId order,
            GatewayId gateway,
            String acquirerReference,
            Money amount,
            boolean late,
            String reason,
            Instant dueBy,
            Instant openedAt,
            Instant at)
            implements DisputeEvent {}

    record DeadlineMoved(Instant dueBy, Instant at) implements DisputeEvent {}

    /**
     * Somebody wants this to be submitted.
     *
     * @param reference under which the acquirer is told
     */
    record SubmissionRequested(UUID reference, Map<EvidenceField, String> texts, List<EvidenceFile> files, Instant at)
            implements DisputeEvent {}

    /** The acquirer has evidence. @param reference null if it was not submitted by Florin */
    record Submitted(@Nullable UUID reference, Instant at) implements DisputeEvent {}

    /** Somebody wants the customer to have the money. @param reference under which the acquirer is told */
    record AcceptanceRequested(UUID reference, Instant at) implements DisputeEvent {}

    /** The acquirer did not take what was said. */
    record Refused(UUID reference, String code, String message, Instant at) implements DisputeEvent {}

    record Won(Instant at) implements DisputeEvent {}

    record Lost(Instant at) implements DisputeEvent {}

    record Accepted(Instant at) implements DisputeEvent {}

    /** A file of evidence; its content is kept beside. */
    record EvidenceFile(FileId id, String name, String mediaType, int size, String sha256, Instant at) {}
}
