package dev.florin.settlements;

import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Account;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.merchants.BankAccount;
import dev.florin.merchants.BankAccounts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What becomes of payouts at the bank. Florin sends no money: a person does, and says so here. */
@Component
public class Payouts {

    static final UUID END = Settling.only("end");
    static final UUID BOUNCED = Settling.only("bounced");
    private static final int LONGEST = 140;

    private final SettlementRepository settlements;
    private final HoldRepository holds;
    private final BankAccounts accounts;
    private final Ledger ledger;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Payouts(
            SettlementRepository settlements,
            HoldRepository holds,
            BankAccounts accounts,
            Ledger ledger,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.settlements = settlements;
        this.holds = holds;
        this.accounts = accounts;
        this.ledger = ledger;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** Why payouts to a merchant cannot be paid now; empty if they can. */
    public Optional<OnHold> onHold(Tenant tenant) {
        if (holds.find(tenant).isPresent()) {
            return Optional.of(OnHold.HELD);
        }
        return accounts.find(tenant).isEmpty() ? Optional.of(OnHold.BANK_ACCOUNT_MISSING) : Optional.empty();
    }

    /** The same for one settlement: empty, too, if it is not to be paid. */
    public Optional<OnHold> onHold(SettlementView settlement) {
        return settlement.status() == SettlementStatus.CREATED ? onHold(settlement.tenant()) : Optional.empty();
    }

    /** Of all merchants: what is still to be paid, newest first. */
    public Page<SettlementView> toPay(PageQuery query) {
        return query.page(settlements.toPay(query));
    }

    /**
     * Takes note that a payout was paid.
     *
     * @param reference by which the bank finds it: 1–140 characters
     * @throws dev.florin.kernel.Rejection {@code payout_unexplained}, {@code payout_on_hold}, or {@code payout_decided}
     *     if somebody else was first
     */
    public SettlementView pay(Tenant tenant, SettlementId id, String reference, Once<? super SettlementView> once) {
        String said = checked(reference);
        return Objects.requireNonNull(transactions.execute(_ -> {
            once.claim(id.value());
            onHold(tenant).ifPresent(why -> {
                throw PayoutRefused.onHold(why);
            });
            BankAccount account = accounts.reveal(tenant).orElseThrow();
            SettlementView paid =
                    settlements.pay(tenant, id, account.masked(), said, now()).orElseThrow(() -> refused(tenant, id));
            post(paid, END, Books.PAYOUTS, Books.BANK, "payout_paid");
            once.complete(paid);
            return paid;
        }));
    }

    /**
     * Takes note that the bank did not pay, or gave back what it had paid. The money is the merchant's again.
     *
     * @param why for the merchant: 1–140 characters
     * @throws dev.florin.kernel.Rejection {@code payout_unexplained}, or {@code payout_decided} if it has failed before
     */
    public SettlementView fail(Tenant tenant, SettlementId id, String why, Once<? super SettlementView> once) {
        String said = checked(why);
        return Objects.requireNonNull(transactions.execute(_ -> {
            once.claim(id.value());
            SettlementView failed = settlements.fail(tenant, id, said, now()).orElseThrow(() -> refused(tenant, id));
            boolean wasPaid = failed.paidAt() != null;
            post(
                    failed,
                    wasPaid ? BOUNCED : END,
                    wasPaid ? Books.BANK : Books.PAYOUTS,
                    Books.MERCHANT,
                    "payout_failed");
            once.complete(failed);
            return failed;
        }));
    }

    private PayoutRefused refused(Tenant tenant, SettlementId id) {
        return settlements
                .find(tenant, id)
                .map(settlement -> PayoutRefused.done(settlement.id()))
                .orElseThrow(() -> new SettlementNotFound(id));
    }

    private void post(SettlementView settlement, UUID transfer, Account debit, Account credit, String kind) {
        ledger.post(
                settlement.tenant(),
                new Transfer(
                        transfer,
                        debit,
                        credit,
                        settlement.payout(),
                        kind,
                        settlement.id().value()));
        events.publishEvent(new SettlementChanged(settlement.tenant(), settlement.id(), settlement.status()));
    }

    private static String checked(String text) {
        String said = text.strip();
        if (said.isEmpty() || said.length() > LONGEST || said.chars().anyMatch(Character::isISOControl)) {
            throw PayoutRefused.unexplained();
        }
        return said;
    }

    /** To the millisecond, so that what is stored equals what was decided. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
