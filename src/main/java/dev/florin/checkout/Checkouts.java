package dev.florin.checkout;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.florin.kernel.Once;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import dev.florin.orders.OrderView;
import dev.florin.orders.Orders;
import dev.florin.payments.CreatePayment;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What a customer can do with an order: look at it, try to pay it, and give an attempt up. Whether an attempt may begin
 * the order decides, what becomes of it the payment; a token begins one payment at most.
 */
@Component
class Checkouts {

    /** How long to wait for what a customer gave up to end. */
    private static final Prefer SOON = Prefer.of(Duration.ofSeconds(8));

    private final Orders orders;
    private final Payments payments;
    private final AttemptTokens tokens;
    private final AttemptRepository attempts;
    private final CheckoutProperties settings;
    private final InstantSource clock;
    private final LoadingCache<OrderId, Tenant> owners;

    Checkouts(
            Orders orders,
            Payments payments,
            AttemptTokens tokens,
            AttemptRepository attempts,
            CheckoutProperties settings,
            InstantSource clock) {
        this.orders = orders;
        this.payments = payments;
        this.tokens = tokens;
        this.attempts = attempts;
        this.settings = settings;
        this.clock = clock;
        this.owners = Caffeine.newBuilder().maximumSize(50_000).build(orders::ownerOf);
    }

    /** @throws Rejection if there is no such order */
    Checkout find(OrderId id) {
        OrderView order = orders.find(owners.get(id), id);
        Instant now = clock.instant();
        PaymentView last = order.attempts().isEmpty()
                ? null
                : payments.find(order.tenant(), new PaymentId(order.attempts().getLast()));
        return Checkout.of(order, last, now, settings.attempts(), tokens);
    }

    /**
     * Begins the payment that a form asks for, unless its token has begun one, or it is another attempt's turn.
     *
     * @return how the order stands now
     * @throws Rejection if the card is not one, or nobody can be asked: nothing was begun, and the token is good still
     * @throws TokenInvalid if the token is not one of this order's
     */
    Checkout pay(Checkout seen, String token, CreatePayment command, Prefer prefer) {
        Tenant tenant = seen.order().tenant();
        OrderId order = seen.order().id();
        OptionalInt number = tokens.number(tenant, order, token);
        if (number.isEmpty()) {
            throw new TokenInvalid();
        }
        if (seen.token() != null && number.getAsInt() == seen.order().attempts().size()) {
            try {
                payments.create(tenant, command, prefer, new ByToken(tenant, order, number.getAsInt()));
            } catch (TokenUsed e) {
                // the same form again: its payment is the order's last
            } catch (Rejection rejection) {
                if (rejection.kind() != Rejection.Kind.CONFLICT) {
                    throw rejection;
                }
                // the order is being paid, is paid or is over: the page tells
            }
        }
        return find(order);
    }

    /**
     * Ends an attempt that waits for its customer, so that another one can be begun: the acquirer has the last word, and
     * where it says that the money is taken, it is.
     */
    Checkout abandon(Checkout seen, String payment) {
        PaymentView last = seen.last();
        if (last != null && last.id().toString().equals(payment) && mayBeAbandoned(seen)) {
            try {
                payments.cancel(last.tenant(), last.id(), SOON, Once.unkeyed());
            } catch (Rejection rejection) {
                if (rejection.kind() != Rejection.Kind.CONFLICT) {
                    throw rejection;
                }
                // it has been decided meanwhile: the page tells
            }
        }
        return find(seen.order().id());
    }

    /** While the customer has something to do, or was asked in the UPI app. */
    static boolean mayBeAbandoned(Checkout checkout) {
        return checkout.state() == CheckoutState.REQUIRES_ACTION
                || checkout.state() == CheckoutState.PROCESSING
                        && checkout.last() != null
                        && checkout.last().terms().vpa() != null;
    }

    /** Claims a token in the transaction that begins the payment; the answer is the page, which is never stored. */
    private final class ByToken implements Once<PaymentView> {

        private final Tenant tenant;
        private final OrderId order;
        private final int number;

        ByToken(Tenant tenant, OrderId order, int number) {
            this.tenant = tenant;
            this.order = order;
            this.number = number;
        }

        @Override
        public UUID claim(UUID payment) {
            if (!attempts.claim(tenant, order, number, payment, clock.instant())) {
                throw new TokenUsed();
            }
            return payment;
        }

        @Override
        public void complete(PaymentView answer) {}
    }

    /** Leaves the transaction that would have begun a second payment. */
    private static final class TokenUsed extends RuntimeException {
        TokenUsed() {
            super(null, null, false, false);
        }
    }

    /** The token is none of this order's. */
    static final class TokenInvalid extends RuntimeException {
        TokenInvalid() {
            super(null, null, false, false);
        }
    }
}
