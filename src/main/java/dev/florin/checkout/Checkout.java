package dev.florin.checkout;

import dev.florin.orders.OrderStatus;
import dev.florin.orders.OrderView;
import dev.florin.payments.PaymentBody;
import dev.florin.payments.PaymentView;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order on its way to being paid, as it stands.
 *
 * @param last the payment that was begun last; null if none was
 * @param token by which one more may be begun; null if none may
 */
record Checkout(
        OrderView order,
        @Nullable PaymentView last,
        CheckoutState state,
        @Nullable String token) {

    private static final Set<String> NOBODY_ANSWERED = Set.of("gateway_timeout", "expired");

    /** @param limit how many attempts an order may have */
    static Checkout of(OrderView order, @Nullable PaymentView last, Instant now, int limit, AttemptTokens tokens) {
        CheckoutState state = state(order, last, now);
        boolean open = state == CheckoutState.IDLE || state == CheckoutState.FAILED || state == CheckoutState.TIMED_OUT;
        int begun = order.attempts().size();
        return new Checkout(
                order, last, state, open && begun < limit ? tokens.issue(order.tenant(), order.id(), begun) : null);
    }

    private static CheckoutState state(OrderView order, @Nullable PaymentView last, Instant now) {
        CheckoutState ofPayment = last == null ? CheckoutState.IDLE : CheckoutState.of(last.status());
        if (ofPayment.isUnderWay() || ofPayment == CheckoutState.COMPLETED) {
            return ofPayment;
        }
        return switch (order.status()) {
            case PAID -> CheckoutState.COMPLETED;
            case EXPIRED, CANCELLED -> CheckoutState.EXPIRED;
            case CREATED, ATTEMPTED -> {
                if (!order.expiresAt().isAfter(now)) {
                    yield CheckoutState.EXPIRED;
                }
                boolean silence = last != null
                        && last.error() != null
                        && NOBODY_ANSWERED.contains(last.error().code());
                yield ofPayment == CheckoutState.FAILED && silence ? CheckoutState.TIMED_OUT : ofPayment;
            }
        };
    }

    /** The last payment as the API tells it; null if there is none. */
    @Nullable
    PaymentBody payment() {
        return last == null ? null : PaymentBody.of(last);
    }

    public boolean isCancelled() {
        return order.status() == OrderStatus.CANCELLED;
    }

    /** True if attempts were used up, so that this order cannot be paid here any more. */
    public boolean isExhausted() {
        return token == null
                && (state == CheckoutState.IDLE || state == CheckoutState.FAILED || state == CheckoutState.TIMED_OUT);
    }

    /** True if the acquirer charged what it had declined: that goes back by itself. */
    public boolean isChargedLate() {
        return last != null && last.late().isPositive();
    }

    /** Changes whenever there is something new to show. */
    public String stamp() {
        return last == null ? order.status().wire() : stamp(last.id().toString(), last.version());
    }

    static String stamp(String payment, int version) {
        return payment + "." + version;
    }
}
