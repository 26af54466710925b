package dev.florin.reconciliation;

import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Transfer;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import dev.florin.reconciliation.ExceptionView.Action;
import dev.florin.refunds.CreateRefund;
import dev.florin.refunds.RefundView;
import dev.florin.refunds.Refunds;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What does not agree, for people to work. Whatever they decide has a reason, is kept, and posts to the ledger what it
 * means in the same transaction; what was wrong is taken back by an opposite transfer, never deleted.
 */
@Component
public class Exceptions {

    private static final int LONGEST_REASON = 500;

    private final ExceptionRepository exceptions;
    private final Remedies remedies;
    private final SourceRepository sources;
    private final StatementRepository statements;
    private final Payments payments;
    private final Refunds refunds;
    private final InstantSource clock;

    Exceptions(
            ExceptionRepository exceptions,
            Remedies remedies,
            SourceRepository sources,
            StatementRepository statements,
            Payments payments,
            Refunds refunds,
            InstantSource clock) {
        this.exceptions = exceptions;
        this.remedies = remedies;
        this.sources = sources;
        this.statements = statements;
        this.payments = payments;
        this.refunds = refunds;
        this.clock = clock;
    }

    /** @throws Rejection {@code exception_not_found} */
    public ExceptionView find(Tenant tenant, ExceptionId id) {
        return exceptions.find(tenant, id).orElseThrow(() -> new ExceptionId.Unknown(id));
    }

    /** Newest first. */
    public Page<ExceptionView> list(Tenant tenant, Filter filter, PageQuery query) {
        LocalDate today = clock.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate();
        return query.page(exceptions.list(tenant, filter, today, query));
    }

    /** What was decided about it, oldest first. */
    public List<Decided> decisions(ExceptionView exception) {
        return exceptions.decisions(exception);
    }

    /** What was posted about it, oldest first. */
    public List<Transfer> transfers(ExceptionView exception) {
        return remedies.transfers(exception);
    }

    /** The payment whose money could be given back; empty if none is known, or nothing of it is left. */
    public Optional<PaymentView> refundable(ExceptionView exception) {
        Long bank = exception.bankAmount();
        if (bank == null || bank <= 0 || exception.result() == Result.AMOUNT_MISMATCH) {
            return Optional.empty();
        }
        UUID id = exception.concernsPayment()
                ? exception.subject()
                : Optional.ofNullable(exception.entry())
                        .flatMap(entry -> statements.entry(exception.tenant(), entry))
                        .map(EntryView::key)
                        .orElse(null);
        if (id == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(payments.find(exception.tenant(), new PaymentId(id)))
                    .filter(payment -> payment.refundable().isPositive()
                            && payment.refundable().currency().getCurrencyCode().equals(exception.currency()));
        } catch (Rejection _) {
            return Optional.empty();
        }
    }

    /**
     * Accepts it, posts what is left to the account of differences, or waits.
     *
     * @param until for {@link Action#WAIT} alone
     * @throws Rejection {@code exception_not_found}; {@code exception_closed} if somebody has settled it, or it is
     *     explained; {@code reason_required}; {@code wait_invalid}
     */
    @Transactional
    public ExceptionView decide(
            Tenant tenant,
            ExceptionId id,
            Action action,
            Said said,
            @Nullable LocalDate until,
            Once<? super ExceptionView> once) {
        check(said);
        UUID decision = once.claim(TypeId.next());
        ExceptionView exception = lock(tenant, id);
        Instant now = clock.instant();
        boolean done = switch (action) {
            case WAIT -> exceptions.waitUntil(exception, checked(until));
            case ACCEPT, ADJUST -> exceptions.settle(exception, action, now);
            case UNDO -> exceptions.reopen(exception);
            case REFUND -> throw new IllegalArgumentException("A refund is asked of an acquirer");
        };
        if (!done) {
            throw new Closed(exception);
        }
        switch (action) {
            case ACCEPT -> remedies.accept(source(exception), exception, decision);
            case ADJUST -> remedies.adjust(source(exception), exception, decision);
            case UNDO -> remedies.undo(source(exception), exception);
            case WAIT, REFUND -> {}
        }
        exceptions.insert(
                exception, new Decided(decision, action, said.reason().strip(), said.person(), until, null, now));
        ExceptionView after = find(tenant, id);
        once.complete(after);
        return after;
    }

    /**
     * Gives the customer back what the bank paid too much: it is booked as the merchant's, and refunded from there. Not
     * inside a transaction.
     *
     * @throws Rejection as {@link #decide}; {@code refund_impossible} if no payment is known, or nothing of it is left
     */
    public ExceptionView refund(Tenant tenant, ExceptionId id, Said said, Once<? super ExceptionView> once) {
        check(said);
        ExceptionView exception = find(tenant, id);
        PaymentView payment = refundable(exception).orElseThrow(RefundImpossible::new);
        long bank = exception.bankAmount() == null ? 0 : exception.bankAmount();
        long amount = Math.min(bank, payment.refundable().minor());
        var command = new CreateRefund(payment.id(), amount, said.reason().strip(), Map.of());
        refunds.create(tenant, command, Prefer.NO_WAIT, new Once<RefundView>() {
            @Override
            public UUID claim(UUID resource) {
                UUID claimed = once.claim(resource);
                if (claimed.equals(resource)) {
                    refunding(tenant, id, said, resource);
                }
                return claimed;
            }

            @Override
            public void complete(RefundView refund) {
                once.complete(find(tenant, id));
            }
        });
        return find(tenant, id);
    }

    /** In the transaction that begins the refund. */
    private void refunding(Tenant tenant, ExceptionId id, Said said, UUID refund) {
        ExceptionView exception = lock(tenant, id);
        Instant now = clock.instant();
        if (!exceptions.settle(exception, Action.REFUND, now)) {
            throw new Closed(exception);
        }
        UUID decision = TypeId.next();
        remedies.surplus(source(exception), exception, decision);
        exceptions.insert(
                exception,
                new Decided(decision, Action.REFUND, said.reason().strip(), said.person(), null, refund, now));
    }

    /** Keeps the matching off while it is decided. */
    private ExceptionView lock(Tenant tenant, ExceptionId id) {
        sources.lock(tenant, find(tenant, id).source());
        return find(tenant, id);
    }

    private Source source(ExceptionView exception) {
        return sources.find(exception.tenant(), exception.source()).orElseThrow();
    }

    private static void check(Said said) {
        if (said.reason().isBlank() || said.reason().length() > LONGEST_REASON) {
            throw new ReasonRequired();
        }
    }

    private LocalDate checked(@Nullable LocalDate until) {
        LocalDate today = clock.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate();
        if (until == null || !until.isAfter(today) || until.isAfter(today.plusDays(90))) {
            throw new WaitInvalid();
        }
        return until;
    }

    /**
     * Which exceptions a list shows; null means any.
     *
     * @param waiting whether somebody wants to look at it later
     */
    public record Filter(
            ExceptionView.@Nullable Status status,
            @Nullable Result result,
            @Nullable SourceId source,
            @Nullable StatementId statement,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Boolean waiting) {

        public static final Filter OPEN = new Filter(ExceptionView.Status.OPEN, null, null, null, null, null, null);
    }

    /** @param person by whom, as people know them */
    public record Said(String reason, String person) {}

    /** @param refund that was made of it */
    public record Decided(
            UUID id,
            Action action,
            String reason,
            String person,
            @Nullable LocalDate until,
            @Nullable UUID refund,
            Instant at) {}

    static final class Closed extends Rejection {
        Closed(ExceptionView exception) {
            super(
                    Kind.CONFLICT,
                    "exception_closed",
                    "This exception is %s: that cannot be done any more. Look at what was decided."
                            .formatted(exception.status().wire()));
        }
    }

    static final class ReasonRequired extends Rejection {
        ReasonRequired() {
            super(Kind.INVALID, "reason_required", "Write why, in at most 500 characters.", "reason");
        }
    }

    static final class WaitInvalid extends Rejection {
        WaitInvalid() {
            super(Kind.INVALID, "wait_invalid", "Choose a day from tomorrow on, within 90 days.", "until");
        }
    }

    static final class RefundImpossible extends Rejection {
        RefundImpossible() {
            super(
                    Kind.CONFLICT,
                    "refund_impossible",
                    "No payment is known for this, or nothing of it is left that could be given back.");
        }
    }
}
