package dev.florin.portal.payments;

import dev.florin.kernel.Money;
import dev.florin.portal.State;
import dev.florin.refunds.RefundView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refund in a list. */
record RefundRow(
        String id,
        String payment,
        Money amount,
        State state,
        @Nullable String reason,
        Instant at) {

    static final List<String> COLUMNS = List.of(
            "id",
            "created_at",
            "status",
            "currency",
            "amount",
            "payment_id",
            "order_id",
            "reason",
            "automatic",
            "acquirer_reference",
            "error_code",
            "processed_at",
            "mode");

    static RefundRow of(RefundView refund) {
        return new RefundRow(
                refund.id().toString(),
                refund.payment().toString(),
                refund.amount(),
                State.of(refund.status()),
                refund.reason(),
                refund.createdAt());
    }

    /** What a file says of it. */
    static @Nullable Object[] cells(RefundView refund) {
        return new @Nullable Object[] {
            refund.id(),
            refund.createdAt(),
            refund.status().wire(),
            refund.amount().currency().getCurrencyCode(),
            Amounts.plain(refund.amount()),
            refund.payment(),
            refund.order(),
            refund.reason(),
            refund.late(),
            refund.acquirerReference(),
            refund.error() == null ? null : refund.error().code(),
            refund.settledAt(),
            refund.tenant().live() ? "live" : "test"
        };
    }
}
