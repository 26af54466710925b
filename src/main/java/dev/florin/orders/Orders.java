package dev.florin.orders;

import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Stretch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Orders, and the rule that an order is paid once: it has at most one live attempt, whose outcome is open or good, and
 * while it has one no other begins. The methods for payments join the transaction that changes the payment.
 */
@Component
public class Orders {

    private final OrderRepository orders;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;

    Orders(OrderRepository orders, ApplicationEventPublisher publisher, InstantSource clock) {
        this.orders = orders;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Transactional
    public OrderView create(Tenant tenant, CreateOrder command, Once<? super OrderView> once) {
        OrderView order = draft(tenant, command, OrderStatus.CREATED, List.of());
        once.complete(order);
        orders.insert(order, null);
        return order;
    }

    /** Opens an order for a payment that came without one, with this payment as its live attempt. */
    @Transactional(propagation = Propagation.MANDATORY)
    public OrderView createFor(UUID payment, Tenant tenant, CreateOrder command) {
        OrderView order = draft(tenant, command, OrderStatus.ATTEMPTED, List.of(payment));
        orders.insert(order, payment);
        return order;
    }

    /**
     * Makes {@code payment} the live attempt of an order.
     *
     * @throws Rejection if there is no such order, it is paid, expired or cancelled, or has a live attempt already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public OrderView beginAttempt(Tenant tenant, OrderId id, UUID payment) {
        Instant now = clock.instant();
        return orders.beginAttempt(tenant, id, payment, now).orElseThrow(() -> refusal(tenant, id, now));
    }

    /**
     * Records what the live attempt has brought in so far. If {@code payment} is not the live attempt, the transaction
     * does not commit but fails with an {@link IllegalStateException}.
     *
     * @param captured all that was captured of it
     * @param complete true when no more will come: the order is paid
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordPayment(Tenant tenant, OrderId id, UUID payment, Money captured, boolean complete) {
        orders.recordPayment(tenant, id, payment, captured, complete);
    }

    /**
     * Gives the order free again: its live attempt came to nothing. If {@code payment} is not the live attempt, the
     * transaction does not commit but fails with an {@link IllegalStateException}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void releaseAttempt(Tenant tenant, OrderId id, UUID payment) {
        orders.releaseAttempt(tenant, id, payment);
    }

    /** Withdraws an order that nobody has paid or is paying. */
    @Transactional
    public OrderView cancel(Tenant tenant, OrderId id, Once<? super OrderView> once) {
        once.claim(id.value());
        OrderView order = orders.cancel(tenant, id).orElseThrow(() -> refusal(tenant, id, clock.instant()));
        once.complete(order);
        publisher.publishEvent(new OrderClosed(tenant, id, clock.instant()));
        return order;
    }

    /** @throws OrderNotFound if there is none for this tenant */
    public OrderView find(Tenant tenant, OrderId id) {
        return orders.find(tenant, id).orElseThrow(() -> new OrderNotFound(id));
    }

    /**
     * Whose order this is, for one who holds a link to it and no key.
     *
     * @throws OrderNotFound if there is none
     */
    public Tenant ownerOf(OrderId id) {
        return orders.ownerOf(id).orElseThrow(() -> new OrderNotFound(id));
    }

    /** What fits is looked for among all, however long that takes. */
    public Page<OrderView> list(Tenant tenant, OrderFilter filter, PageQuery query) {
        return query.page(orders.list(tenant, filter, query));
    }

    /** The same, on a bounded stretch of the list, so that it never takes long. */
    public Stretch<OrderView> walk(Tenant tenant, OrderFilter filter, PageQuery query) {
        return orders.walk(tenant, filter, query);
    }

    /** Expires what ran out of time; what is being paid right now is left for later. */
    @Transactional
    public int expire() {
        List<OrderClosed> expired = orders.expire(clock.instant());
        expired.forEach(publisher::publishEvent);
        return expired.size();
    }

    private OrderView draft(Tenant tenant, CreateOrder command, OrderStatus status, List<UUID> attempts) {
        Instant now = clock.instant();
        return new OrderView(
                OrderId.next(),
                tenant,
                status,
                command.amount(),
                Money.zero(command.amount().currency()),
                command.capture(),
                command.receipt(),
                command.customer(),
                command.lineItems(),
                command.metadata(),
                command.returnUrl(),
                attempts,
                now,
                now.plus(command.expiresIn()));
    }

    /** Why a conditional update found nothing to do. */
    private Rejection refusal(Tenant tenant, OrderId id, Instant now) {
        OrderView order = find(tenant, id);
        return switch (order.status()) {
            case PAID -> new NotPayable("order_already_paid", "Order %s is paid already.".formatted(id));
            case CANCELLED -> new NotPayable("order_cancelled", "Order %s was cancelled.".formatted(id));
            case EXPIRED -> expired(order);
            case CREATED, ATTEMPTED ->
                order.expiresAt().isAfter(now)
                        ? new NotPayable(
                                "payment_in_progress",
                                "A payment of order %s is in progress or authorised; wait for its outcome or void it."
                                        .formatted(id))
                        : expired(order);
        };
    }

    private static Rejection expired(OrderView order) {
        return new NotPayable(
                "order_expired", "Order %s could be paid until %s.".formatted(order.id(), order.expiresAt()));
    }

    /**
     * Which orders a list shows; null means any.
     *
     * @param statuses one of these; none means any
     * @param email of the customer, in small or capital letters
     * @param createdBefore exclusive
     */
    public record OrderFilter(
            Set<OrderStatus> statuses,
            @Nullable String receipt,
            @Nullable String email,
            @Nullable Instant createdFrom,
            @Nullable Instant createdBefore) {

        public OrderFilter {
            statuses = Set.copyOf(statuses);
        }
    }

    static final class NotPayable extends Rejection {
        NotPayable(String code, String message) {
            super(Kind.CONFLICT, code, message);
        }
    }
}
