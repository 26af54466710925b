package dev.florin.payments;

import dev.florin.gateways.Exchange;
import dev.florin.gateways.Gateways;
import dev.florin.kernel.Money;
import dev.florin.ledger.Account;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.orders.Orders;
import dev.florin.payments.PaymentEvent.Captured;
import dev.florin.payments.PaymentEvent.LateSuccess;
import dev.florin.payments.PaymentRepository.StalePayment;
import dev.florin.platform.Asker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Commits what became of a payment: its events and row, the audit trail, the ledger, the order and the answer to the
 * one who asked, in one transaction or not at all.
 */
@Component
class Outcomes {

    /** When what is still open is asked about again, by whoever comes first. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Account MERCHANT = Account.credit("merchant");

    /** Taken by an acquirer that had declined: the customers'. */
    private static final Account UNCLAIMED = Account.credit("unclaimed");

    private final PaymentRepository payments;
    private final Gateways gateways;
    private final Ledger ledger;
    private final Orders orders;
    private final ApplicationEventPublisher publisher;
    private final TransactionOperations transactions;
    private final PaymentMeter meter;
    private final InstantSource clock;

    Outcomes(
            PaymentRepository payments,
            Gateways gateways,
            Ledger ledger,
            Orders orders,
            ApplicationEventPublisher publisher,
            TransactionOperations transactions,
            PaymentMeter meter,
            InstantSource clock) {
        this.payments = payments;
        this.gateways = gateways;
        this.ledger = ledger;
        this.orders = orders;
        this.publisher = publisher;
        this.transactions = transactions;
        this.meter = meter;
        this.clock = clock;
    }

    /**
     * Commits what {@code verb} does to a payment. If the payment has changed since it was read, it is read again and
     * locked, and the verb is done to what it has become: nobody's change is overwritten.
     *
     * @param verb takes note of facts; must be safe to repeat
     */
    Payment commit(Payment read, Consumer<Payment> verb, List<Exchange> exchanges, Asker<Payment> asker) {
        try {
            return commit(read, verb, exchanges, asker, false);
        } catch (StalePayment e) {
            return transactions.execute(_ -> {
                Payment current = payments.lock(read.tenant(), read.id()).orElseThrow();
                return write(current, verb, exchanges, asker, false);
            });
        }
    }

    /**
     * Commits {@code verb} only if nobody else can have asked the acquirer about the payment since it was read.
     *
     * @return null if somebody may have: then only the acquirer knows
     */
    @Nullable
    Payment commitUndisturbed(Payment read, Consumer<Payment> verb, List<Exchange> exchanges, Asker<Payment> asker) {
        try {
            return commit(read, verb, exchanges, asker, true);
        } catch (StalePayment e) {
            return null;
        }
    }

    private Payment commit(
            Payment read, Consumer<Payment> verb, List<Exchange> exchanges, Asker<Payment> asker, boolean undisturbed) {
        return transactions.execute(_ -> write(read, verb, exchanges, asker, undisturbed));
    }

    private Payment write(
            Payment payment,
            Consumer<Payment> verb,
            List<Exchange> exchanges,
            Asker<Payment> asker,
            boolean undisturbed) {
        verb.accept(payment);
        store(payment, undisturbed);
        gateways.record(payment.tenant(), payment.id().value(), payment.terms().gateway(), exchanges);
        asker.hear(payment);
        return payment;
    }

    /** Stores what was done to a payment, and what follows from it, with the commit of the caller's transaction. */
    void store(Payment payment, boolean undisturbed) {
        List<PaymentEvent> news = payment.news();
        if (!news.isEmpty()) {
            Instant resolveAfter = payment.isUnresolved() ? clock.instant().plus(SOON) : null;
            payments.append(payment, resolveAfter, undisturbed);
            news.forEach(event -> post(payment, event));
            tellOrder(payment, news);
            meter.countWithCommit(payment, news);
            payment.markStored();
        }
    }

    /** What a refund moves, its own module posts. */
    private void post(Payment payment, PaymentEvent event) {
        if (event instanceof Captured(var capture, var amount, var _, var _)) {
            post(payment, capture, MERCHANT, amount, "capture");
        } else if (event instanceof LateSuccess(var _, var amount, var taken, var _) && taken) {
            post(payment, payment.id().value(), UNCLAIMED, amount, "late_success");
            publisher.publishEvent(new LateSuccessTaken(payment.tenant(), payment.id()));
        }
    }

    private void post(Payment payment, UUID id, Account owner, Money amount, String kind) {
        Account acquirer = Account.debit("acquirer:" + payment.terms().gateway());
        ledger.post(
                payment.tenant(),
                new Transfer(id, acquirer, owner, amount, kind, payment.id().value()));
    }

    private void tellOrder(Payment payment, List<PaymentEvent> news) {
        var order = payment.terms().order();
        switch (payment.status()) {
            case CAPTURED -> {
                if (payment.hasMoved()) {
                    orders.recordPayment(payment.tenant(), order, payment.id().value(), payment.captured(), true);
                }
            }
            case AUTHORIZED -> {
                if (news.stream().anyMatch(Captured.class::isInstance)) {
                    orders.recordPayment(payment.tenant(), order, payment.id().value(), payment.captured(), false);
                }
            }
            case FAILED, CANCELLED, EXPIRED -> {
                if (payment.hasMoved()) {
                    orders.releaseAttempt(payment.tenant(), order, payment.id().value());
                }
            }
            case PENDING, PROCESSING, REQUIRES_ACTION, PARTIALLY_REFUNDED, REFUNDED -> {}
        }
    }
}
