package dev.florin.webhooks;

import dev.florin.orders.OrderBody;
import dev.florin.orders.OrderClosed;
import dev.florin.orders.OrderId;
import dev.florin.orders.OrderStatus;
import dev.florin.orders.OrderView;
import dev.florin.orders.Orders;
import dev.florin.payments.PaymentBody;
import dev.florin.payments.PaymentChanged;
import dev.florin.payments.PaymentEvent;
import dev.florin.payments.PaymentStatus;
import dev.florin.payments.PaymentStep;
import dev.florin.payments.PaymentView;
import dev.florin.refunds.RefundBody;
import dev.florin.refunds.RefundChanged;
import dev.florin.refunds.RefundStatus;
import dev.florin.refunds.RefundView;
import dev.florin.refunds.Refunds;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Hears what happens in other modules, and announces it to merchants who have an endpoint. What each event shows is the
 * object as it was then, however late it is heard, so that it is the same whenever it is heard again.
 */
@Component
class Reporter {

    private static final String IF_ORDERS_ARE_WANTED =
            "@subscriptions.want(#root.args[0].tenant(), 'order.expired', 'order.cancelled')";
    private static final String IF_REFUNDS_ARE_WANTED =
            "@subscriptions.want(#root.args[0].tenant(), 'refund.created', 'refund.processed', 'refund.failed')";

    /** An order is made, and ends. */
    private static final int END_OF_ORDER = 2;

    private static final int START_OF_REFUND = 1;
    private static final int END_OF_REFUND = 2;

    private final Webhooks webhooks;
    private final Subscriptions subscriptions;
    private final Refunds refunds;
    private final Orders orders;
    private final ApplicationEventPublisher publisher;
    private final String publicUrl;

    Reporter(
            Webhooks webhooks,
            Subscriptions subscriptions,
            Refunds refunds,
            Orders orders,
            ApplicationEventPublisher publisher,
            @Value("${florin.public-url}") String publicUrl) {
        this.webhooks = webhooks;
        this.subscriptions = subscriptions;
        this.refunds = refunds;
        this.orders = orders;
        this.publisher = publisher;
        this.publicUrl = publicUrl;
    }

    /** In the payment's own transaction: a payment is what happens most, and nothing else has to be read for it. */
    @EventListener
    void on(PaymentChanged changed) {
        List<Subscriber> subscribers = subscriptions.of(changed.tenant());
        if (subscribers.isEmpty()) {
            return;
        }
        List<PaymentStep> steps = changed.steps();
        webhooks.announceWithCommit(
                changed.tenant(),
                subscribers,
                steps.stream().flatMap(Reporter::happening).toList());
        if (Subscriptions.isWanted(EventName.ORDER_PAID, subscribers)) {
            steps.stream().filter(Reporter::paysOrder).forEach(this::publishPaid);
        }
    }

    private static Stream<Happening> happening(PaymentStep step) {
        EventName name = name(step);
        PaymentView after = step.after();
        return name == null
                ? Stream.empty()
                : Stream.of(new Happening(
                        name,
                        "payment",
                        after.id().value(),
                        after.id().toString(),
                        after.version(),
                        step.event().at(),
                        PaymentBody.of(after)));
    }

    /** Whether it brought the payment to its end, and so the order. */
    private static boolean paysOrder(PaymentStep step) {
        return step.after().status() == PaymentStatus.CAPTURED
                && (step.event() instanceof PaymentEvent.Captured || step.event() instanceof PaymentEvent.Voided);
    }

    private void publishPaid(PaymentStep step) {
        PaymentView payment = step.after();
        publisher.publishEvent(new OrderPaid(
                payment.tenant(), payment.terms().order(), step.event().at()));
    }

    @ApplicationModuleListener(condition = IF_REFUNDS_ARE_WANTED)
    void on(RefundChanged changed) {
        RefundView known = refunds.find(changed.tenant(), changed.refund());
        boolean made = changed.status() == RefundStatus.PENDING;
        RefundView refund = made ? known.asCreated() : known;
        Instant settledAt = refund.settledAt();
        webhooks.announce(
                changed.tenant(),
                List.of(new Happening(
                        switch (changed.status()) {
                            case PENDING -> EventName.REFUND_CREATED;
                            case PROCESSED -> EventName.REFUND_PROCESSED;
                            case FAILED -> EventName.REFUND_FAILED;
                        },
                        "refund",
                        refund.id().value(),
                        refund.id().toString(),
                        made ? START_OF_REFUND : END_OF_REFUND,
                        settledAt == null ? refund.createdAt() : settledAt,
                        RefundBody.of(refund))));
    }

    @ApplicationModuleListener(condition = IF_ORDERS_ARE_WANTED)
    void on(OrderClosed closed) {
        OrderView order = orders.find(closed.tenant(), closed.order());
        boolean expired = order.status() == OrderStatus.EXPIRED;
        announce(expired ? EventName.ORDER_EXPIRED : EventName.ORDER_CANCELLED, order, closed.at());
    }

    @ApplicationModuleListener
    void on(OrderPaid paid) {
        announce(EventName.ORDER_PAID, orders.find(paid.tenant(), paid.order()), paid.at());
    }

    private void announce(EventName name, OrderView order, Instant at) {
        OrderId id = order.id();
        webhooks.announce(
                order.tenant(),
                List.of(new Happening(
                        name, "order", id.value(), id.toString(), END_OF_ORDER, at, OrderBody.of(order, publicUrl))));
    }

    static @Nullable EventName name(PaymentStep step) {
        return switch (step.event()) {
            case PaymentEvent.Initiated _ -> EventName.PAYMENT_CREATED;
            case PaymentEvent.Accepted it ->
                it.action() == null ? EventName.PAYMENT_PENDING : EventName.PAYMENT_REQUIRES_ACTION;
            case PaymentEvent.Authorized _ -> EventName.PAYMENT_AUTHORIZED;
            case PaymentEvent.Captured _ -> EventName.PAYMENT_SUCCESS;
            case PaymentEvent.Failed _ -> EventName.PAYMENT_FAILED;
            case PaymentEvent.Voided _ ->
                switch (step.after().status()) {
                    case CANCELLED -> EventName.PAYMENT_CANCELLED;
                    case EXPIRED -> EventName.PAYMENT_EXPIRED;
                    case PENDING,
                            PROCESSING,
                            REQUIRES_ACTION,
                            AUTHORIZED,
                            CAPTURED,
                            PARTIALLY_REFUNDED,
                            REFUNDED,
                            FAILED -> null;
                };
            case PaymentEvent.LeftOpen _,
                    PaymentEvent.CaptureRequested _,
                    PaymentEvent.CaptureRefused _,
                    PaymentEvent.VoidRequested _,
                    PaymentEvent.VoidRefused _,
                    PaymentEvent.LateSuccess _,
                    PaymentEvent.RefundRequested _,
                    PaymentEvent.Refunded _,
                    PaymentEvent.RefundFailed _,
                    PaymentEvent.Disputed _,
                    PaymentEvent.DisputeWon _,
                    PaymentEvent.DisputeLost _ -> null; // refunds and disputes tell of themselves
        };
    }
}
