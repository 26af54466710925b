package dev.florin.payments;

import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Gateways;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.orders.CaptureMode;
import dev.florin.orders.CreateOrder;
import dev.florin.orders.OrderView;
import dev.florin.orders.Orders;
import dev.florin.payments.CreatePayment.Purpose.ForAmount;
import dev.florin.payments.CreatePayment.Purpose.ForOrder;
import dev.florin.payments.PaymentEvent.CaptureRequested;
import dev.florin.payments.PaymentEvent.Initiated;
import dev.florin.payments.PaymentEvent.VoidReason;
import dev.florin.payments.PaymentEvent.VoidRequested;
import dev.florin.platform.Asker;
import dev.florin.platform.Errand;
import dev.florin.platform.InHand;
import dev.florin.platform.InHand.Step;
import dev.florin.platform.Mentions;
import dev.florin.platform.Traces;
import dev.florin.vault.Vault;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What callers may ask to be done with payments. */
@Component
class PaymentErrands {

    private final PaymentRepository payments;
    private final Acquiring acquiring;
    private final InHand<PaymentKey> inHand;
    private final Orders orders;
    private final Gateways gateways;
    private final Vault vault;
    private final Traces traces;
    private final InstantSource clock;

    PaymentErrands(
            PaymentRepository payments,
            Acquiring acquiring,
            InHand<PaymentKey> inHand,
            Orders orders,
            Gateways gateways,
            Vault vault,
            Traces traces,
            InstantSource clock) {
        this.payments = payments;
        this.acquiring = acquiring;
        this.inHand = inHand;
        this.orders = orders;
        this.gateways = gateways;
        this.vault = vault;
        this.traces = traces;
        this.clock = clock;
    }

    Errand<Payment, PaymentView> authorizing(Tenant tenant, CreatePayment command) {
        return new Authorizing(tenant, command, Means.of(tenant, command.source(), vault), gateways.route(tenant));
    }

    Errand<Payment, PaymentView> capturing(Tenant tenant, PaymentId id, @Nullable Long amount, boolean last) {
        return new Capturing(tenant, id, amount, last);
    }

    Errand<Payment, PaymentView> voiding(Tenant tenant, PaymentId id, VoidReason reason) {
        return new Voiding(tenant, id, reason);
    }

    /** @param name of the step, for traces */
    private Step<Payment> take(String name, Payment payment, Supplier<Payment> step) {
        return inHand.take(new PaymentKey(payment.tenant(), payment.id()), () -> {
            try (Traces.Span span = traces.begin(name, Traces.Kind.INTERNAL)) {
                span.note("florin.payment", payment.id().toString());
                Payment known = step.get();
                span.note("florin.status", known.status().wire());
                return known;
            }
        });
    }

    private Payment found(Tenant tenant, PaymentId id) {
        return payments.read(tenant, id).orElseThrow(() -> new PaymentNotFound(id));
    }

    /** To the millisecond, so that what is stored equals what was decided. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private final class Authorizing implements Errand<Payment, PaymentView> {

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
        public Payment begin(UUID reference) {
            OrderView order = switch (command.purpose()) {
                case ForOrder(var id) -> orders.beginAttempt(tenant, id, reference);
                case ForAmount(var amount) -> orders.createFor(reference, tenant, CreateOrder.of(amount));
            };
            Payment payment = Payment.start(new PaymentId(reference), tenant, terms(order));
            payments.insert(payment, means.sealedCvc(reference, vault), now().plus(InHand.LEASE));
            payment.markStored();
            Mentions.put(Mentions.PAYMENT, payment.id().toString());
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
        public Step<Payment> carryOn(Payment payment, UUID reference, Asker<Payment> asker) {
            return take("payment authorize", payment, () -> acquiring.authorize(payment, means.instrument(), asker));
        }

        @Override
        public Payment read(UUID reference) {
            return found(tenant, new PaymentId(reference));
        }

        @Override
        public boolean isDone(Payment payment, UUID reference) {
            return payment.status().isDecided() || payment.status() == PaymentStatus.REQUIRES_ACTION;
        }

        @Override
        public PaymentView view(Payment payment) {
            return payment.view();
        }
    }

    /** Something to be asked about a payment that there is. */
    private abstract class Asking implements Errand<Payment, PaymentView> {

        private final Tenant tenant;
        private final PaymentId id;

        Asking(Tenant tenant, PaymentId id) {
            this.tenant = tenant;
            this.id = id;
        }

        /** Raises the request on the payment, or refuses it. */
        abstract void request(Payment payment, UUID reference);

        @Override
        public final Payment begin(UUID reference) {
            Mentions.put(Mentions.PAYMENT, id.toString());
            Payment payment = payments.lock(tenant, id).orElseThrow(() -> new PaymentNotFound(id));
            request(payment, reference);
            payments.append(payment, now().plus(InHand.LEASE), false);
            payment.markStored();
            return payment;
        }

        @Override
        public final Payment read(UUID reference) {
            return found(tenant, id);
        }

        @Override
        public final PaymentView view(Payment payment) {
            return payment.view();
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
        public Step<Payment> carryOn(Payment payment, UUID reference, Asker<Payment> asker) {
            CaptureRequested request = payment.capturesInFlight().getLast();
            return take("payment capture", payment, () -> acquiring.capture(payment, request, asker));
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
        public Step<Payment> carryOn(Payment payment, UUID reference, Asker<Payment> asker) {
            VoidRequested request = payment.voidInFlight();
            return take(
                    "payment void",
                    payment,
                    () -> request == null ? payment : acquiring.cancel(payment, request, asker));
        }

        @Override
        public boolean isDone(Payment payment, UUID reference) {
            return payment.voidInFlight() == null;
        }
    }
}
