package dev.florin.portal.payments;

import dev.florin.disputes.DisputeStatus;
import dev.florin.disputes.DisputeView;
import dev.florin.kernel.Money;
import dev.florin.portal.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dispute in a list.
 *
 * @param waits whether it waits for the merchant
 * @param dueBy until when
 */
record DisputeRow(
        String id,
        String payment,
        Money amount,
        State state,
        DisputeReason reason,
        boolean waits,
        Instant dueBy,
        Instant at) {

    static final List<String> COLUMNS = List.of(
            "id",
            "created_at",
            "status",
            "currency",
            "amount",
            "reason",
            "payment_id",
            "order_id",
            "evidence_due_by",
            "submitted_at",
            "closed_at",
            "acquirer_reference",
            "mode");

    static DisputeRow of(DisputeView dispute) {
        return new DisputeRow(
                dispute.id().toString(),
                dispute.terms().payment().toString(),
                dispute.terms().amount(),
                dispute.asking() == null || dispute.closedAt() != null
                        ? State.of(dispute.status())
                        : new State("Being told", "wait"),
                DisputeReason.of(dispute.terms().reason()),
                dispute.status() == DisputeStatus.NEEDS_RESPONSE && dispute.asking() == null,
                dispute.dueBy(),
                dispute.terms().openedAt());
    }

    /** What a file says of it. */
    static @Nullable Object[] cells(DisputeView dispute) {
        return new @Nullable Object[] {
            dispute.id(),
            dispute.terms().openedAt(),
            dispute.status().wire(),
            dispute.terms().amount().currency().getCurrencyCode(),
            Amounts.plain(dispute.terms().amount()),
            dispute.terms().reason(),
            dispute.terms().payment(),
            dispute.terms().order(),
            dispute.dueBy(),
            dispute.submittedAt(),
            dispute.closedAt(),
            dispute.terms().acquirerReference(),
            dispute.tenant().live() ? "live" : "test"
        };
    }
}
