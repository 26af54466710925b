package dev.florin.payments;

import dev.florin.gateways.Exchange;
import dev.florin.gateways.Gateways;
import dev.florin.ledger.Account;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.orders.Orders;
import dev.florin.payments.PaymentEvent.Captured;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

    private final PaymentRepository payments;
    private final Gateways gateways;
    private final Ledger ledger;
    private final Orders orders;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Outcomes(
            PaymentRepository payments,
            Gateways gateways,
            Ledger ledger,
            Orders orders,
            TransactionOperations transactions,
            InstantSource clock) {
        this.payments = payments;
        this.gateways = gateways;
        this.ledger = ledger;
        this.orders = orders;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Commits what {@code verb} does to a payment. If the payment has changed since it was read, it is read again and
     * locked, and the verb is done to what it has become: nobody's change is overwritten.
     *
     * @param verb takes note of facts; must be safe to repeat
     */
    Payment commit(Payment read, Consumer<Payment> verb, List<Exchange> exchanges, Asker asker) {
        return transactions.execute(_ -> {
            verb.accept(read);
            Payment current = store(read, false) ? read : again(read, verb);
            gateways.record(
                    current.tenant(), current.id().value(), current.terms().gateway(), exchanges);
            asker.hear(current);
            return current;
        });
    }

    /**
     * Commits {@code verb} only if nobody else can have asked the acquirer about the payment since it was read.
     *
     * @return null if somebody may have: then only the acquirer knows
     */
    @Nullable
    Payment commitUndisturbed(Payment read, Consumer<Payment> verb, List<Exchange> exchanges, Asker asker) {
        return transactions.execute(status -> {
            verb.accept(read);
            if (!store(read, true)) {
                status.setRollbackOnly();
                return null;
            }
            gateways.record(read.tenant(), read.id().value(), read.terms().gateway(), exchanges);
            asker.hear(read);
            return read;
        });
    }

    private Payment again(Payment stale, Consumer<Payment> verb) {
        Payment current = payments.lock(stale.tenant(), stale.id()).orElseThrow();
        verb.accept(current);
        if (!store(current, false)) {
            throw new IllegalStateException(current.id() + " changed while it was locked");
        }
        return current;
    }

    /** @return false, with nothing written, if the stored payment is not the one that was read */
    private boolean store(Payment payment, boolean undisturbed) {
        List<PaymentEvent> news = payment.news();
        if (news.isEmpty()) {
            return true;
        }
        Instant resolveAfter = payment.isUnresolved() ? clock.instant().plus(SOON) : null;
        if (!payments.append(payment, resolveAfter, undisturbed)) {
            return false;
        }
        post(payment, news);
        tellOrder(payment, news);
        payment.markStored();
        return true;
    }

    private void post(Payment payment, List<PaymentEvent> news) {
        Account acquirer = Account.debit("acquirer:" + payment.terms().gateway());
        Transfer[] transfers = news.stream()
                .filter(Captured.class::isInstance)
                .map(Captured.class::cast)
                .map(c -> new Transfer(
                        c.capture(),
                        acquirer,
                        MERCHANT,
                        c.amount(),
                        "capture",
                        payment.id().value()))
                .toArray(Transfer[]::new);
        if (transfers.length > 0) {
            ledger.post(payment.tenant(), transfers);
        }
    }

    private void tellOrder(Payment payment, List<PaymentEvent> news) {
        var order = payment.terms().order();
        switch (payment.status()) {
            case CAPTURED ->
                orders.recordPayment(payment.tenant(), order, payment.id().value(), payment.captured(), true);
            case AUTHORIZED -> {
                if (news.stream().anyMatch(Captured.class::isInstance)) {
                    orders.recordPayment(payment.tenant(), order, payment.id().value(), payment.captured(), false);
                }
            }
            case FAILED, CANCELLED, EXPIRED ->
                orders.releaseAttempt(payment.tenant(), order, payment.id().value());
            case PENDING, PROCESSING, REQUIRES_ACTION, PARTIALLY_REFUNDED, REFUNDED -> {}
        }
    }
}
