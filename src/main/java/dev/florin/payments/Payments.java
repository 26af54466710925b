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
import dev.florin.orders.OrderId;
import dev.florin.payments.PaymentEvent.Initiated;
import dev.florin.payments.PaymentEvent.VoidReason;
import dev.florin.payments.PaymentView.PaymentError;
import dev.florin.platform.Errands;
import dev.florin.platform.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

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
    private final PaymentFinder finder;
    private final PaymentErrands possible;
    private final Errands errands;
    private final Gateways gateways;
    private final Outcomes outcomes;
    private final InstantSource clock;

    Payments(
            PaymentRepository payments,
            PaymentFinder finder,
            PaymentErrands possible,
            Errands errands,
            Gateways gateways,
            Outcomes outcomes,
            InstantSource clock) {
        this.payments = payments;
        this.finder = finder;
        this.possible = possible;
        this.errands = errands;
        this.gateways = gateways;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * Begins a payment and answers at once, or with its outcome if that comes within what the caller prefers to wait.
     *
     * @throws Rejection if the card is not one, or the order cannot be paid (now)
     */
    public PaymentView create(Tenant tenant, CreatePayment command, Prefer prefer, Once<? super PaymentView> once) {
        return errands.run(possible.authorizing(tenant, command), prefer, once);
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
        return errands.run(possible.capturing(tenant, id, amount, last), prefer.or(SHORT_WAIT), once);
    }

    /**
     * Releases what is not captured.
     *
     * @throws Rejection if there is nothing left to release
     */
    public PaymentView cancel(Tenant tenant, PaymentId id, Prefer prefer, Once<? super PaymentView> once) {
        return errands.run(possible.voiding(tenant, id, VoidReason.REQUESTED), prefer.or(SHORT_WAIT), once);
    }

    /** Begins to void an authorisation that was not captured in time. */
    void expire(Tenant tenant, PaymentId id) {
        errands.run(possible.voiding(tenant, id, VoidReason.EXPIRED), Prefer.NO_WAIT, Once.unkeyed());
    }

    /** @throws PaymentNotFound if there is none for this tenant */
    public PaymentView find(Tenant tenant, PaymentId id) {
        return payments.find(tenant, id)
                .map(payment -> payment.withEvents(payments.events(tenant, id)))
                .orElseThrow(() -> new PaymentNotFound(id));
    }

    /** How all payments of these orders stand, in one query; orders without any are left out. */
    public List<Glance> glance(Collection<Watched> orders) {
        return orders.isEmpty() ? List.of() : payments.glance(orders);
    }

    /** Without their events. What fits is looked for among all, however long that takes. */
    public Page<PaymentView> list(Tenant tenant, PaymentFilter filter, PageQuery query) {
        return query.page(finder.list(tenant, filter, query));
    }

    /** The same, on a bounded stretch of the list, so that it never takes long. */
    public Stretch<PaymentView> walk(Tenant tenant, PaymentFilter filter, PageQuery query) {
        return finder.walk(tenant, filter, query);
    }

    /** The newest few that the acquirer calls so; without their events. */
    public List<PaymentView> byAcquirerReference(Tenant tenant, String reference) {
        return finder.byAcquirerReference(tenant, reference);
    }

    /** How many payments have come since, in one query; where none has, it is left out. */
    public List<Arrived> arrivals(Collection<Since> watched) {
        return watched.isEmpty() ? List.of() : finder.arrivals(watched);
    }

    /** What was said to the acquirer about a payment, and what it answered, masked, oldest first. */
    public List<Exchange> exchanges(Tenant tenant, PaymentId id) {
        return gateways.exchanges(tenant, id.value());
    }

    /**
     * Speaks for a part of what a payment brought in, to be given back; with the commit of the caller's transaction, to
     * the end of which the payment is locked.
     *
     * @param refund the reference under which the acquirer will be asked
     * @param amount in minor units of the payment's currency; null for all that is left
     * @throws Rejection if there is no such payment, nothing to give back, or less is left
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Reserved reserveRefund(Tenant tenant, PaymentId id, UUID refund, @Nullable Long amount) {
        Payment payment = payments.lock(tenant, id).orElseThrow(() -> new PaymentNotFound(id));
        Initiated terms = payment.terms();
        var currency = terms.amount().currency();
        Money reserved = payment.requestRefund(refund, amount == null ? null : new Money(amount, currency), now());
        outcomes.store(payment, false);
        return new Reserved(terms.order(), terms.gateway(), reserved, payment.status() == PaymentStatus.FAILED);
    }

    /**
     * Takes note of what became of a refund, with the commit of the caller's transaction.
     *
     * @param failure null if it was carried out
     * @return false, with nothing done, if that is known already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean settleRefund(Tenant tenant, PaymentId id, UUID refund, @Nullable PaymentError failure) {
        Payment payment = payments.lock(tenant, id).orElseThrow(() -> new PaymentNotFound(id));
        if (failure == null) {
            payment.refund(refund, now());
        } else {
            payment.failRefund(refund, failure.code(), failure.message(), now());
        }
        boolean news = !payment.news().isEmpty();
        outcomes.store(payment, false);
        return news;
    }

    /**
     * Takes note that a customer disputes what a payment brought in, with the commit of the caller's transaction, to the
     * end of which the payment is locked. From then on refunds cannot give back what is disputed.
     *
     * @param dispute known already: nothing happens
     * @throws IllegalStateException if it is more than was taken
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void holdForDispute(Tenant tenant, PaymentId id, UUID dispute, Money amount) {
        Payment payment = payments.lock(tenant, id).orElseThrow(() -> new PaymentNotFound(id));
        payment.dispute(dispute, amount, now());
        outcomes.store(payment, false);
    }

    /**
     * Takes note of how a dispute ended, with the commit of the caller's transaction.
     *
     * @return false, with nothing done, if that is known already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean settleDispute(Tenant tenant, PaymentId id, UUID dispute, boolean won) {
        Payment payment = payments.lock(tenant, id).orElseThrow(() -> new PaymentNotFound(id));
        payment.endDispute(dispute, won, now());
        boolean news = !payment.news().isEmpty();
        outcomes.store(payment, false);
        return news;
    }

    /** The payment as it stands, or empty; without its events. */
    public Optional<PaymentView> seek(Tenant tenant, PaymentId id) {
        return payments.find(tenant, id);
    }

    /**
     * What a refund is of.
     *
     * @param late true if the money never was the merchant's, as the payment had failed
     */
    public record Reserved(OrderId order, GatewayId gateway, Money amount, boolean late) {}

    /**
     * A list that somebody is looking at.
     *
     * @param newest the id of the newest payment in it
     */
    public record Since(Tenant tenant, UUID newest) {}

    /** @param payments how many have come since, up to 100 */
    public record Arrived(Since since, int payments) {}

    /** An order that somebody is watching. */
    public record Watched(Tenant tenant, OrderId order) {}

    /**
     * Where a payment stands.
     *
     * @param version grows with everything that happens to it
     */
    public record Glance(Watched watched, PaymentId payment, PaymentStatus status, int version) {}

    /** To the millisecond, so that what is stored equals what was decided. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
