package dev.florin.payments;

import dev.florin.gateways.Exchange;
import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Gateways;
import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.orders.CaptureMode;
import dev.florin.orders.CreateOrder;
import dev.florin.orders.OrderId;
import dev.florin.orders.OrderView;
import dev.florin.orders.Orders;
import dev.florin.payments.CreatePayment.Purpose.ForAmount;
import dev.florin.payments.CreatePayment.Purpose.ForOrder;
import dev.florin.payments.PaymentEvent.CaptureRequested;
import dev.florin.payments.PaymentEvent.Initiated;
import dev.florin.payments.PaymentEvent.VoidReason;
import dev.florin.payments.PaymentEvent.VoidRequested;
import dev.florin.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Payments. Each use case commits what it is about to do and what will resume it, then asks the acquirer, then commits
 * what became of it; the caller waits for as much of that as it prefers. Whether it waits or not, the same code runs,
 * and a crash anywhere loses time, never money.
 */
@Component
public class Payments {

    /** How long captures and voids wait for their outcome when the caller says nothing. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(10);

    private final PaymentRepository payments;
    private final Acquiring acquiring;
    private final Errands errands;
    private final Orders orders;
    private final Gateways gateways;
    private final Vault vault;
    private final InstantSource clock;

    Payments(
            PaymentRepository payments,
            Acquiring acquiring,
            Errands errands,
            Orders orders,
            Gateways gateways,
            Vault vault,
            InstantSource clock) {
        this.payments = payments;
        this.acquiring = acquiring;
        this.errands = errands;
        this.orders = orders;
        this.gateways = gateways;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Begins a payment and answers at once, or with its outcome if that comes within what the caller prefers to wait.
     *
     * @throws Rejection if the card is not one, or the order cannot be paid (now)
     */
    public PaymentView create(Tenant tenant, CreatePayment command, Prefer prefer, Once<? super PaymentView> once) {
        var authorizing =
                new Authorizing(tenant, command, Means.of(tenant, command.source(), vault), gateways.route(tenant));
        return errands.run(authorizing, prefer, once);
    }

    /**
     * Captures an authorisation, or a part of it.
     *
     * @param amount in minor units of the payment's currency; null for all that is left
     * @param last true to release what this leaves uncaptured
     * @throws Rejection if that much cannot be captured
     */
    public PaymentView capture(
            Tenant tenant,
            PaymentId id,
            @Nullable Long amount,
            boolean last,
            Prefer prefer,
            Once<? super PaymentView> once) {
        return errands.run(new Capturing(tenant, id, amount, last), prefer.or(SHORT_WAIT), once);
    }

    /**
     * Releases what is not captured.
     *
     * @throws Rejection if there is nothing left to release
     */
    public PaymentView cancel(Tenant tenant, PaymentId id, Prefer prefer, Once<? super PaymentView> once) {
        return errands.run(new Voiding(tenant, id, VoidReason.REQUESTED), prefer.or(SHORT_WAIT), once);
    }

    /** Begins to void an authorisation that was not captured in time. */
    void expire(Tenant tenant, PaymentId id) {
        errands.run(new Voiding(tenant, id, VoidReason.EXPIRED), Prefer.NO_WAIT, Once.unkeyed());
    }

    /** @throws PaymentNotFound if there is none for this tenant */
    public PaymentView find(Tenant tenant, PaymentId id) {
        return payments.find(tenant, id)
                .map(payment -> payment.withEvents(payments.events(tenant, id)))
                .orElseThrow(() -> new PaymentNotFound(id));
    }

    /** Without their events. */
    public Page<PaymentView> list(Tenant tenant, PaymentFilter filter, PageQuery query) {
        return query.page(payments.list(tenant, filter, query));
    }

    /** What was said to the acquirer about a payment, and what it answered, masked, oldest first. */
    public List<Exchange> exchanges(Tenant tenant, PaymentId id) {
        return gateways.exchanges(tenant, id.value());
    }

    /** Which payments a list shows; null means any. */
    public record PaymentFilter(
            @Nullable PaymentStatus status,
            @Nullable String method,
            @Nullable OrderId order,
            @Nullable Instant createdFrom,
            @Nullable Instant createdBefore) {}

    private Payment lock(Tenant tenant, PaymentId id) {
        return payments.lock(tenant, id).orElseThrow(() -> new PaymentNotFound(id));
    }

    /** To the millisecond, so that what is stored equals what was decided. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private final class Authorizing implements Errand {

        private final Tenant tenant;
        private final CreatePayment command;
        private final Means means;
        private final GatewayId gateway;

        Authorizing(Tenant tenant, CreatePayment command, Means means, GatewayId gateway) {
            this.tenant = tenant;
            this.command = command;
            this.means = means;
            this.gateway = gateway;
        }

        @Override
        public Tenant tenant() {
            return tenant;
        }

        @Override
        public PaymentId payment(UUID reference) {
            return new PaymentId(reference);
        }

        @Override
        public Payment begin(UUID reference) {
            OrderView order = switch (command.purpose()) {
                case ForOrder(var id) -> orders.beginAttempt(tenant, id, reference);
                case ForAmount(var amount) -> orders.createFor(reference, tenant, CreateOrder.of(amount));
            };
            Payment payment = Payment.start(payment(reference), tenant, terms(order));
            payments.insert(payment, means.sealedCvc(reference, vault), now().plus(InHand.LEASE));
            payment.markStored();
            return payment;
        }

        private Initiated terms(OrderView order) {
            CaptureMode capture = command.capture() == null ? order.capture() : command.capture();
            String description = command.description() == null ? "Order " + order.id() : command.description();
            return new Initiated(
                    order.id(),
                    order.amount(),
                    capture,
                    means.keep(tenant, vault),
                    means.upi(),
                    means.vpa(),
                    gateway,
                    description,
                    command.returnUrl() == null ? order.returnUrl() : command.returnUrl(),
                    command.metadata(),
                    now());
        }

        @Override
        public Payment carryOn(Payment payment, UUID reference, Asker asker) {
            return acquiring.authorize(payment, means.instrument(), asker);
        }

        @Override
        public boolean isDone(Payment payment, UUID reference) {
            return payment.status().isDecided() || payment.status() == PaymentStatus.REQUIRES_ACTION;
        }
    }

    /** Something to be asked about a payment that there is. */
    private abstract class Asking implements Errand {

        private final Tenant tenant;
        private final PaymentId id;

        Asking(Tenant tenant, PaymentId id) {
            this.tenant = tenant;
            this.id = id;
        }

        /** Raises the request on the payment, or refuses it. */
        abstract void request(Payment payment, UUID reference);

        @Override
        public final Tenant tenant() {
            return tenant;
        }

        @Override
        public final PaymentId payment(UUID reference) {
            return id;
        }

        @Override
        public final Payment begin(UUID reference) {
            Payment payment = lock(tenant, id);
            request(payment, reference);
            payments.append(payment, now().plus(InHand.LEASE), false);
            payment.markStored();
            return payment;
        }
    }

    private final class Capturing extends Asking {

        private final @Nullable Long amount;
        private final boolean last;

        Capturing(Tenant tenant, PaymentId id, @Nullable Long amount, boolean last) {
            super(tenant, id);
            this.amount = amount;
            this.last = last;
        }

        @Override
        void request(Payment payment, UUID reference) {
            var currency = payment.terms().amount().currency();
            payment.requestCapture(reference, amount == null ? null : new Money(amount, currency), last, now());
        }

        @Override
        public Payment carryOn(Payment payment, UUID reference, Asker asker) {
            CaptureRequested request = payment.capturesInFlight().getLast();
            return acquiring.capture(payment, request, asker);
        }

        @Override
        public boolean isDone(Payment payment, UUID reference) {
            return !payment.isCapturing(reference);
        }
    }

    private final class Voiding extends Asking {

        private final VoidReason reason;

        Voiding(Tenant tenant, PaymentId id, VoidReason reason) {
            super(tenant, id);
            this.reason = reason;
        }

        @Override
        void request(Payment payment, UUID reference) {
            payment.requestVoid(reference, reason, now());
        }

        @Override
        public Payment carryOn(Payment payment, UUID reference, Asker asker) {
            VoidRequested request = payment.voidInFlight();
            return request == null ? payment : acquiring.cancel(payment, request, asker);
        }

        @Override
        public boolean isDone(Payment payment, UUID reference) {
            return payment.voidInFlight() == null;
        }
    }
}
