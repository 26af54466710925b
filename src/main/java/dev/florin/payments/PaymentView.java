package dev.florin.payments;

import dev.florin.gateways.Outcome.Action;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.payments.PaymentEvent.Initiated;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it stands.
 *
 * @param terms what was agreed at the start
 * @param capturing asked of the acquirer and not answered yet
 * @param refunding spoken for by refunds whose outcome is open
 * @param late taken although the acquirer had declined; not the merchant's
 * @param disputed what customers want back from their issuers, or have got: all but disputes that were won
 * @param held how much of that could still be refunded, were it not disputed
 * @param action what the customer has to do, while the status is {@link PaymentStatus#REQUIRES_ACTION}
 * @param error why it failed
 * @param captureBefore when what is not captured is released; null unless authorised
 * @param version the number of events so far
 * @param events all of them, oldest first; empty in lists
 */
public record PaymentView(
        PaymentId id,
        Tenant tenant,
        Initiated terms,
        PaymentStatus status,
        Money captured,
        Money capturing,
        Money refunded,
        Money refunding,
        Money late,
        Money disputed,
        Money held,
        @Nullable String acquirerReference,
        @Nullable String authCode,
        @Nullable Action action,
        @Nullable PaymentError error,
        @Nullable Instant captureBefore,
        int version,
        List<PaymentEvent> events) {

    /** What a capture may still ask for. */
    public Money capturable() {
        return status == PaymentStatus.AUTHORIZED
                ? terms.amount().minus(captured).minus(capturing)
                : Money.zero(terms.amount().currency());
    }

    /** What a refund may still ask for: of a payment whose captures are over, or that succeeded too late. */
    public Money refundable() {
        return status == PaymentStatus.AUTHORIZED
                ? Money.zero(terms.amount().currency())
                : captured.plus(late).minus(refunded).minus(refunding).minus(held);
    }

    PaymentView withEvents(List<PaymentEvent> all) {
        return new PaymentView(
                id,
                tenant,
                terms,
                status,
                captured,
                capturing,
                refunded,
                refunding,
                late,
                disputed,
                held,
                acquirerReference,
                authCode,
                action,
                error,
                captureBefore,
                version,
                List.copyOf(all));
    }

    /**
     * Why no money was taken.
     *
     * @param code stable, snake_case
     * @param message for the merchant
     */
    public record PaymentError(String code, String message) {}
}
