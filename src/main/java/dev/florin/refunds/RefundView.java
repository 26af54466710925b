package dev.florin.refunds;

import dev.florin.gateways.GatewayId;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentView.PaymentError;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refund as it stands.
 *
 * @param late true if Florin made it, of money that an acquirer took after it had declined
 * @param acquirerReference the acquirer's own id of it, once it is known
 * @param error why it failed
 * @param settledAt when the acquirer decided, as far as Florin knows; null while it is pending
 */
public record RefundView(
        RefundId id,
        Tenant tenant,
        PaymentId payment,
        OrderId order,
        GatewayId gateway,
        RefundStatus status,
        Money amount,
        boolean late,
        @Nullable String reason,
        Map<String, String> metadata,
        @Nullable String acquirerReference,
        @Nullable PaymentError error,
        Instant createdAt,
        @Nullable Instant settledAt) {

    public boolean isPending() {
        return status == RefundStatus.PENDING;
    }

    /** As it was when it was made. */
    public RefundView asCreated() {
        return with(RefundStatus.PENDING, null, null, null);
    }

    RefundView accepted(String reference) {
        return with(status, reference, error, settledAt);
    }

    RefundView processed(String reference, Instant at) {
        return with(RefundStatus.PROCESSED, reference, null, at);
    }

    RefundView failed(@Nullable String reference, PaymentError why, Instant at) {
        return with(RefundStatus.FAILED, reference, why, at);
    }

    private RefundView with(
            RefundStatus next, @Nullable String reference, @Nullable PaymentError why, @Nullable Instant at) {
        return new RefundView(
                id, tenant, payment, order, gateway, next, amount, late, reason, metadata, reference, why, createdAt,
                at);
    }
}
