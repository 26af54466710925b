package dev.florin.refunds;

import dev.florin.gateways.Answer;
import dev.florin.gateways.Gateways;
import dev.florin.gateways.Instruction;
import dev.florin.gateways.Outcome;
import dev.florin.gateways.Outcome.Approved;
import dev.florin.gateways.Outcome.Declined;
import dev.florin.gateways.Outcome.NotFound;
import dev.florin.gateways.Outcome.NotSent;
import dev.florin.gateways.Outcome.Pending;
import dev.florin.gateways.Outcome.Unknown;
import dev.florin.ledger.Account;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.payments.PaymentView.PaymentError;
import dev.florin.payments.Payments;
import dev.florin.platform.Asker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Asks acquirers to give money back, outside of transactions, and commits what they say: the refund, the payment and the
 * ledger together. Whoever hears first writes it down; the others find it done.
 */
@Component
class Refunding {

    /** When what is still open is asked about again, if no callback tells it before. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final Account MERCHANT = Account.credit("merchant");
    private static final Account UNCLAIMED = Account.credit("unclaimed");

    /** On its way back. */
    private static final Account REFUNDS = Account.credit("refunds");

    private final RefundRepository refunds;
    private final Payments payments;
    private final Gateways gateways;
    private final Ledger ledger;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final MeterProvider<Counter> settled;
    private final InstantSource clock;

    Refunding(
            RefundRepository refunds,
            Payments payments,
            Gateways gateways,
            Ledger ledger,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            MeterRegistry metrics,
            InstantSource clock) {
        this.refunds = refunds;
        this.payments = payments;
        this.gateways = gateways;
        this.ledger = ledger;
        this.transactions = transactions;
        this.events = events;
        this.settled = Counter.builder("florin.refunds.settled")
                .description("Refunds that were carried out or failed")
                .withRegistry(metrics);
        this.clock = clock;
    }

    /** Stores a refund whose money the payment has set aside, in the caller's transaction. */
    void begin(RefundView refund, Instant resolveAfter) {
        refunds.insert(refund, resolveAfter);
        post(refund, refund.id().value(), owner(refund), REFUNDS, "refund_requested");
        events.publishEvent(new RefundChanged(refund.tenant(), refund.id(), refund.status()));
    }

    /** Asks the acquirer for the first time. */
    RefundView carryOut(RefundView refund, Asker<RefundView> asker) {
        return commit(refund, gateways.execute(refund.gateway(), instruction(refund)), asker);
    }

    /** Finds out what became of a refund, and asks for it again if the acquirer never heard of it. */
    RefundView resolve(RefundView refund) {
        Answer answer = gateways.inquire(refund.gateway(), refund.id().value());
        return answer.outcome() instanceof NotFound
                ? carryOut(refund, Asker.nobody())
                : commit(refund, answer, Asker.nobody());
    }

    /** Takes note of what an acquirer says. */
    RefundView commit(RefundView refund, Answer answer, Asker<RefundView> asker) {
        return transactions.execute(_ -> {
            gateways.record(refund.tenant(), refund.id().value(), refund.gateway(), answer.exchanges());
            RefundView known = note(refund, answer.outcome());
            asker.hear(known);
            return known;
        });
    }

    private RefundView note(RefundView refund, Outcome outcome) {
        return switch (outcome) {
            case Approved(var reference, var _, var amount)
            when amount.equals(refund.amount()) -> settle(refund.processed(reference, now()));
            case Declined(var reference, var code, var message) ->
                settle(refund.failed(reference, new PaymentError(code, message), now()));
            case Pending(var reference, var _)
            when !reference.equals(refund.acquirerReference()) -> accept(refund.accepted(reference));
            case Approved _, Pending _, Unknown _, NotFound _, NotSent _ -> ask(refund);
        };
    }

    private RefundView accept(RefundView accepted) {
        refunds.noteReference(accepted, now().plus(SOON));
        return accepted;
    }

    private RefundView ask(RefundView refund) {
        refunds.open().putOff(List.of(new RefundKey(refund.tenant(), refund.id())), now().plus(SOON));
        return refund;
    }

    private RefundView settle(RefundView settled) {
        if (!payments.settleRefund(
                settled.tenant(), settled.payment(), settled.id().value(), settled.error())) {
            return refunds.find(settled.tenant(), settled.id()).orElseThrow(); // somebody heard it before
        }
        refunds.end(settled);
        // The same id whatever the outcome: the ledger takes one of them
        UUID once = settled.payment().value();
        if (settled.status() == RefundStatus.PROCESSED) {
            post(settled, once, REFUNDS, Account.debit("acquirer:" + settled.gateway()), "refund");
        } else {
            post(settled, once, REFUNDS, owner(settled), "refund_failed");
        }
        events.publishEvent(new RefundChanged(settled.tenant(), settled.id(), settled.status()));
        countWithCommit(settled.status());
        return settled;
    }

    private void countWithCommit(RefundStatus status) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                settled.withTag("outcome", status.wire()).increment();
            }
        });
    }

    private void post(RefundView refund, UUID id, Account debit, Account credit, String kind) {
        ledger.post(
                refund.tenant(),
                new Transfer(
                        id, debit, credit, refund.amount(), kind, refund.id().value()));
    }

    private static Account owner(RefundView refund) {
        return refund.late() ? UNCLAIMED : MERCHANT;
    }

    private static Instruction instruction(RefundView refund) {
        return new Instruction.Refund(
                refund.tenant(), refund.id().value(), refund.payment().value(), refund.amount());
    }

    /** To the millisecond, so that what is stored equals what was decided. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
