package dev.florin.refunds;

import dev.florin.payments.PaymentView.PaymentError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refund as its merchant sees it. */
public record RefundBody(
        String id,
        String object,
        String paymentId,
        String orderId,
        RefundStatus status,
        long amount,
        String currency,
        @Nullable String reason,

        @Schema(
                description =
                        "True if Florin made it: the acquirer had declined the payment and charged it all the same")
        boolean automatic,

        @Schema(description = "The acquirer's own number of it, for questions to them") @Nullable
        String acquirerReference,

        @Schema(description = "Why it failed") @Nullable Reason error,
        Map<String, String> metadata,
        boolean livemode,
        @Schema(description = "Unix seconds") long createdAt,

        @Schema(description = "Unix seconds; when the acquirer decided") @Nullable
        Long processedAt) {

    public static RefundBody of(RefundView refund) {
        Instant settledAt = refund.settledAt();
        return new RefundBody(
                refund.id().toString(),
                "refund",
                refund.payment().toString(),
                refund.order().toString(),
                refund.status(),
                refund.amount().minor(),
                refund.amount().currency().getCurrencyCode(),
                refund.reason(),
                refund.late(),
                refund.acquirerReference(),
                Reason.of(refund.error()),
                refund.metadata(),
                refund.tenant().live(),
                refund.createdAt().getEpochSecond(),
                settledAt == null ? null : settledAt.getEpochSecond());
    }

    public record Reason(String code, String message) {

        static @Nullable Reason of(@Nullable PaymentError error) {
            return error == null ? null : new Reason(error.code(), error.message());
        }
    }
}
