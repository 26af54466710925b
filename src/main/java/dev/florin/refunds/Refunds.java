package dev.florin.refunds;

import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.payments.LateSuccessTaken;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentNotFound;
import dev.florin.payments.Payments;
import dev.florin.platform.Asker;
import dev.florin.platform.Errand;
import dev.florin.platform.Errands;
import dev.florin.platform.InHand;
import dev.florin.platform.Stretch;
import dev.florin.platform.Traces;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Refunds. What a refund will give back is set aside on the payment before anybody is asked for it, so that all refunds
 * of a payment together never exceed what it brought in, whatever runs at once; the acquirer carries it out later.
 */
@Component
public class Refunds {

    private static final Logger log = LoggerFactory.getLogger(Refunds.class);

    private final RefundRepository refunds;
    private final Refunding refunding;
    private final Payments payments;
    private final Errands errands;
    private final InHand<RefundKey> inHand;
    private final Traces traces;
    private final InstantSource clock;

    Refunds(
            RefundRepository refunds,
            Refunding refunding,
            Payments payments,
            Errands errands,
            InHand<RefundKey> inHand,
            Traces traces,
            InstantSource clock) {
        this.refunds = refunds;
        this.refunding = refunding;
        this.payments = payments;
        this.errands = errands;
        this.inHand = inHand;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Makes a refund and answers with {@code pending} at once, or with its outcome if that comes within what the caller
     * prefers to wait.
     *
     * @throws Rejection if there is no such payment, or nothing or less to give back
     */
    public RefundView create(Tenant tenant, CreateRefund command, Prefer prefer, Once<? super RefundView> once) {
        return errands.run(new Returning(tenant, command), prefer, once);
    }

    /** What an acquirer took after it had declined goes back. Not in a transaction of the listener's: asking comes after. */
    @Async
    @TransactionalEventListener
    void giveBack(LateSuccessTaken taken) {
        var command = new CreateRefund(
                taken.payment(), null, "The acquirer had declined this payment and charged it later.", Map.of());
        try {
            create(taken.tenant(), command, Prefer.NO_WAIT, Once.unkeyed());
        } catch (Rejection e) {
            if (!e.code().equals("payment_not_refundable")) {
                throw e;
            }
            log.info("{} is given back already", taken.payment());
        }
    }

    /** @throws RefundNotFound if there is none for this tenant */
    public RefundView find(Tenant tenant, RefundId id) {
        return refunds.find(tenant, id).orElseThrow(() -> new RefundNotFound(id));
    }

    /** What fits is looked for among all, however long that takes. */
    public Page<RefundView> list(Tenant tenant, RefundFilter filter, PageQuery query) {
        return query.page(refunds.list(tenant, filter, query));
    }

    /** The same, on a bounded stretch of the list, so that it never takes long. */
    public Stretch<RefundView> walk(Tenant tenant, RefundFilter filter, PageQuery query) {
        return refunds.walk(tenant, filter, query);
    }

    /** The newest few that the acquirer calls so. */
    public List<RefundView> byAcquirerReference(Tenant tenant, String reference) {
        return refunds.byAcquirerReference(tenant, reference);
    }

    /** @throws PaymentNotFound if there is no such payment for this tenant */
    public Page<RefundView> list(Tenant tenant, PaymentId payment, PageQuery query) {
        PaymentId known = payments.find(tenant, payment).id();
        return list(tenant, new RefundFilter(Set.of(), known, null, null), query);
    }

    /**
     * Which refunds a list shows; null means any.
     *
     * @param statuses one of these; none means any
     * @param createdBefore exclusive
     */
    public record RefundFilter(
            Set<RefundStatus> statuses,
            @Nullable PaymentId payment,
            @Nullable Instant createdFrom,
            @Nullable Instant createdBefore) {

        public RefundFilter {
            statuses = Set.copyOf(statuses);
        }
    }

    private final class Returning implements Errand<RefundView, RefundView> {

        private final Tenant tenant;
        private final CreateRefund command;

        Returning(Tenant tenant, CreateRefund command) {
            this.tenant = tenant;
            this.command = command;
        }

        @Override
        public RefundView begin(UUID reference) {
            var reserved = payments.reserveRefund(tenant, command.payment(), reference, command.amount());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var refund = new RefundView(
                    new RefundId(reference),
                    tenant,
                    command.payment(),
                    reserved.order(),
                    reserved.gateway(),
                    RefundStatus.PENDING,
                    reserved.amount(),
                    reserved.late(),
                    command.reason(),
                    command.metadata(),
                    null,
                    null,
                    now,
                    null);
            refunding.begin(refund, now.plus(InHand.LEASE));
            return refund;
        }

        @Override
        public InHand.Step<RefundView> carryOn(RefundView refund, UUID reference, Asker<RefundView> asker) {
            return inHand.take(new RefundKey(tenant, refund.id()), () -> {
                try (Traces.Span span = traces.begin("refund", Traces.Kind.INTERNAL)) {
                    span.note("florin.refund", refund.id().toString());
                    span.note("florin.payment", refund.payment().toString());
                    return refunding.carryOut(refund, asker);
                }
            });
        }

        @Override
        public RefundView read(UUID reference) {
            return find(tenant, new RefundId(reference));
        }

        @Override
        public boolean isDone(RefundView refund, UUID reference) {
            return !refund.isPending();
        }

        @Override
        public RefundView view(RefundView refund) {
            return refund;
        }
    }
}
