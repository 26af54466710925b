package dev.florin.payments;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.florin.gateways.Outcome.Action;
import dev.florin.orders.CaptureMode;
import dev.florin.payments.PaymentView.PaymentError;
import dev.florin.vault.CardView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A payment as its merchant sees it. */
public record PaymentBody(
        String id,
        String object,
        String orderId,
        PaymentStatus status,
        long amount,
        @Schema(description = "What was taken so far") long amountCaptured,

        @Schema(description = "What a capture may still ask for")
        long amountCapturable,

        long amountRefunded,

        @Schema(description = "What a refund may still ask for")
        long amountRefundable,

        @Schema(description = "What customers want back from their issuers, or have got that way")
        long amountDisputed,

        String currency,
        CaptureMode capture,
        PaymentMethod method,
        @Nullable CardSummary card,

        @Schema(description = "To pay with this card again") @Nullable
        String token,

        @Nullable String vpa,
        @Nullable String authCode,

        @Schema(description = "What the customer has to do now") @Nullable
        NextAction nextAction,

        @Schema(description = "Why it failed; its codes are explained in /docs/errors") @Nullable
        Reason error,

        @Schema(description = "Unix seconds; what is not captured by then is released") @Nullable
        Long captureBefore,

        String description,
        Map<String, String> metadata,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Schema(description = "All that happened, oldest first; not in lists")
        List<EventBody> events,

        boolean livemode,
        @Schema(description = "Unix seconds") long createdAt) {

    public static PaymentBody of(PaymentView payment) {
        var terms = payment.terms();
        CardView card = terms.card();
        return new PaymentBody(
                payment.id().toString(),
                "payment",
                terms.order().toString(),
                payment.status(),
                terms.amount().minor(),
                payment.captured().minor(),
                payment.capturable().minor(),
                payment.refunded().minor(),
                payment.refundable().minor(),
                payment.disputed().minor(),
                terms.amount().currency().getCurrencyCode(),
                terms.capture(),
                card == null ? PaymentMethod.UPI : PaymentMethod.CARD,
                card == null ? null : CardSummary.of(card),
                card == null ? null : card.token().toString(),
                terms.vpa(),
                payment.authCode(),
                NextAction.of(payment.action()),
                Reason.of(payment.error()),
                payment.captureBefore() == null ? null : payment.captureBefore().getEpochSecond(),
                terms.description(),
                terms.metadata(),
                EventBody.of(payment.events()),
                payment.tenant().live(),
                terms.at().getEpochSecond());
    }

    public record CardSummary(String brand, String last4, int expMonth, int expYear) {

        static CardSummary of(CardView card) {
            return new CardSummary(card.brand(), card.last4(), card.expMonth(), card.expYear());
        }
    }

    /** @param expiresAt Unix seconds */
    public record NextAction(String type, String url, long expiresAt) {

        static @Nullable NextAction of(@Nullable Action action) {
            return action == null
                    ? null
                    : new NextAction(
                            action.kind().name().toLowerCase(Locale.ROOT),
                            action.url(),
                            action.expiresAt().getEpochSecond());
        }
    }

    /**
     * @param source who refused: {@code issuer} or {@code gateway}
     * @param step at which step: {@code authorization}
     * @param reason the code again, for those who know this shape from elsewhere
     */
    public record Reason(String code, String message, String source, String step, String reason) {

        static @Nullable Reason of(@Nullable PaymentError error) {
            if (error == null) {
                return null;
            }
            String source = error.code().startsWith("gateway_") ? "gateway" : "issuer";
            return new Reason(error.code(), error.message(), source, "authorization", error.code());
        }
    }

    /**
     * @param type the name that webhooks use
     * @param amount minor units, for what moves money
     */
    public record EventBody(
            String type,
            long createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long amount) {

        static List<EventBody> of(List<PaymentEvent> events) {
            return events.stream().map(EventBody::of).toList();
        }

        private static EventBody of(PaymentEvent event) {
            long at = event.at().getEpochSecond();
            return switch (event) {
                case PaymentEvent.Initiated e ->
                    new EventBody("payment.created", at, e.amount().minor());
                case PaymentEvent.Accepted e ->
                    new EventBody(e.action() == null ? "payment.pending" : "payment.requires_action", at, null);
                case PaymentEvent.LeftOpen _ -> new EventBody("payment.outcome_unknown", at, null);
                case PaymentEvent.Authorized e ->
                    new EventBody("payment.authorized", at, e.amount().minor());
                case PaymentEvent.CaptureRequested e ->
                    new EventBody("payment.capture_requested", at, e.amount().minor());
                case PaymentEvent.Captured e ->
                    new EventBody("payment.success", at, e.amount().minor());
                case PaymentEvent.CaptureRefused e ->
                    new EventBody("payment.capture_failed", at, e.amount().minor());
                case PaymentEvent.VoidRequested _ -> new EventBody("payment.void_requested", at, null);
                case PaymentEvent.Voided _ -> new EventBody("payment.cancelled", at, null);
                case PaymentEvent.VoidRefused _ -> new EventBody("payment.void_failed", at, null);
                case PaymentEvent.Failed _ -> new EventBody("payment.failed", at, null);
                case PaymentEvent.RefundRequested e ->
                    new EventBody("refund.created", at, e.amount().minor());
                case PaymentEvent.Refunded e ->
                    new EventBody("refund.processed", at, e.amount().minor());
                case PaymentEvent.RefundFailed e ->
                    new EventBody("refund.failed", at, e.amount().minor());
                case PaymentEvent.Disputed e ->
                    new EventBody("dispute.created", at, e.amount().minor());
                case PaymentEvent.DisputeWon e ->
                    new EventBody("dispute.won", at, e.amount().minor());
                case PaymentEvent.DisputeLost e ->
                    new EventBody("dispute.lost", at, e.amount().minor());
                case PaymentEvent.LateSuccess e ->
                    new EventBody("payment.late_success", at, e.amount().minor());
            };
        }
    }
}
