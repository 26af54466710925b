package dev.florin.payments;

import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Instrument.UpiFlow;
import dev.florin.gateways.Outcome.Action;
import dev.florin.kernel.Money;
import dev.florin.orders.CaptureMode;
import dev.florin.orders.OrderId;
import dev.florin.vault.CardView;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a payment. A payment is the stream of these, in order, from {@link Initiated} on; they are
 * kept for good, and the stored state is nothing but their fold.
 */
public sealed interface PaymentEvent {

    Instant at();

    /**
     * A payment was begun. What it says never changes.
     *
     * @param card null unless paid by card
     * @param upi null unless paid by UPI
     * @param vpa the payer's address, for {@link UpiFlow#COLLECT}
     */
    record Initiated(
            OrderId order,
            Money amount,
            CaptureMode capture,
            @Nullable CardView card,
            @Nullable UpiFlow upi,
            @Nullable String vpa,
            GatewayId gateway,
            String description,
            @Nullable String returnUrl,
            Map<String, String> metadata,
            Instant at)
            implements PaymentEvent {}

    /** The acquirer has it and will decide later. */
    record Accepted(String acquirerReference, @Nullable Action action, Instant at) implements PaymentEvent {}

    /** An answer of the acquirer's did not come, or made no sense: it will be asked again. */
    record LeftOpen(String why, Instant at) implements PaymentEvent {}

    /** @param captureBefore when what is not captured is released; null if it is captured with this authorisation */
    record Authorized(
            String acquirerReference,
            @Nullable String authCode,
            Money amount,
            @Nullable Instant captureBefore,
            Instant at)
            implements PaymentEvent {}

    /**
     * @param capture the reference under which the acquirer is asked
     * @param last true to release what this leaves uncaptured
     */
    record CaptureRequested(UUID capture, Money amount, boolean last, Instant at) implements PaymentEvent {}

    /** @param capture the {@link CaptureRequested}; the payment's own id where it was captured with its authorisation */
    record Captured(UUID capture, Money amount, boolean last, Instant at) implements PaymentEvent {}

    record CaptureRefused(UUID capture, Money amount, String code, String message, Instant at)
            implements PaymentEvent {}

    /** @param cancellation the reference under which the acquirer is asked */
    record VoidRequested(UUID cancellation, VoidReason reason, Instant at) implements PaymentEvent {}

    /** What was not captured was released. */
    record Voided(UUID cancellation, Instant at) implements PaymentEvent {}

    record VoidRefused(UUID cancellation, String code, String message, Instant at) implements PaymentEvent {}

    /** No money was taken and none will be. */
    record Failed(String code, String message, Instant at) implements PaymentEvent {}

    /** A part of what was captured is spoken for, to be given back. */
    record RefundRequested(UUID refund, Money amount, Instant at) implements PaymentEvent {}

    /** It was given back. */
    record Refunded(UUID refund, Money amount, Instant at) implements PaymentEvent {}

    /** It was not given back and will not be: what was spoken for is free again. */
    record RefundFailed(UUID refund, Money amount, String code, String message, Instant at) implements PaymentEvent {}

    /**
     * The acquirer declined, and later says that it approved. The payment stays failed; what was taken is not the
     * merchant's and goes back.
     *
     * @param captured whether money was taken, and not only reserved
     */
    record LateSuccess(String acquirerReference, Money amount, boolean captured, Instant at) implements PaymentEvent {}

    /**
     * The customer wants money back from the issuer: the acquirer has taken it, and keeps it unless the dispute is won. What
     * is disputed cannot be refunded as well.
     *
     * @param dispute Florin's id of it
     */
    record Disputed(UUID dispute, Money amount, Instant at) implements PaymentEvent {}

    /** The dispute was won: what it held is free again. */
    record DisputeWon(UUID dispute, Money amount, Instant at) implements PaymentEvent {}

    /** The dispute was lost: what it held is the customer's. */
    record DisputeLost(UUID dispute, Money amount, Instant at) implements PaymentEvent {}

    /** Why an authorisation was voided. */
    enum VoidReason {
        /** The merchant asked. */
        REQUESTED,
        /** It was not captured in time. */
        EXPIRED,
        /** The acquirer could not be asked while the customer waited, so it is told never to carry it out. */
        ABANDONED,
        /** The acquirer had declined it before it approved. */
        LATE
    }
}
