package dev.florin.settlements;

import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.settlements.Adjustments.Adjustment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What those who run Florin have agreed with a merchant, and what they put right by hand. */
@Component
public class PayoutTerms {

    private static final int LONGEST_REASON = 255;

    private final TermsRepository terms;
    private final HoldRepository holds;
    private final Adjustments adjustments;
    private final Ledger ledger;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    PayoutTerms(
            TermsRepository terms,
            HoldRepository holds,
            Adjustments adjustments,
            Ledger ledger,
            TransactionOperations transactions,
            InstantSource clock) {
        this.terms = terms;
        this.holds = holds;
        this.adjustments = adjustments;
        this.ledger = ledger;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The merchant's own terms, by currency, the newest first; those that are still to come, too. */
    public List<Terms> own(Tenant tenant) {
        return terms.own(tenant);
    }

    /** What holds now, in whatever way. */
    public Terms now(Tenant tenant, Currency currency) {
        return terms.schedule(tenant).at(currency, clock.instant());
    }

    /**
     * Adds terms, which hold for what is captured from then on; what holds for the time before never changes.
     *
     * @return as they are kept: from now on at the earliest
     * @throws dev.florin.kernel.Rejection {@code terms_taken} if others are to hold from that very moment on
     */
    public Terms add(Tenant tenant, Terms added) {
        return terms.add(tenant, added).orElseThrow(TermsTaken::new);
    }

    /** Why the merchant's payouts are not to be paid; empty if they are. */
    public Optional<Hold> hold(Tenant tenant) {
        return holds.find(tenant);
    }

    /** @param reason for people who run Florin, not for the merchant */
    public record Hold(String reason, Instant since) {}

    /** From now on no payout of the merchant can be paid; they are made all the same. */
    public void hold(Tenant tenant, String reason) {
        holds.add(tenant, checked(reason), clock.instant());
    }

    /** @return whether they were on hold */
    public boolean release(Tenant tenant) {
        return holds.remove(tenant);
    }

    /**
     * Gives the merchant money, or takes it, for a reason that the books do not know; the next settlement has it.
     *
     * @param amount not zero; below zero it is taken
     */
    public Adjustment adjust(Tenant tenant, Money amount, String reason, Once<? super Adjustment> once) {
        if (amount.isZero() || Math.abs(amount.minor()) > Money.MAX_MINOR) {
            throw new AdjustmentInvalid("An adjustment is of some amount.", "amount");
        }
        String why = checked(reason);
        UUID id = TypeId.next();
        return Objects.requireNonNull(transactions.execute(_ -> {
            UUID claimed = once.claim(id);
            var adjustment = new Adjustment(claimed, tenant, amount, why, clock.instant());
            adjustments.insert(adjustment);
            boolean gives = amount.isPositive();
            ledger.post(
                    tenant,
                    new Transfer(
                            claimed,
                            gives ? Books.ADJUSTMENTS : Books.MERCHANT,
                            gives ? Books.MERCHANT : Books.ADJUSTMENTS,
                            gives ? amount : amount.times(-1),
                            "adjustment",
                            claimed));
            once.complete(adjustment);
            return adjustment;
        }));
    }

    /** Newest first, the last few. */
    public List<Adjustment> adjustments(Tenant tenant) {
        return adjustments.last(tenant);
    }

    private static String checked(String reason) {
        String text = reason.strip();
        if (text.isEmpty() || text.length() > LONGEST_REASON) {
            throw new AdjustmentInvalid("Say why, in 1 to 255 characters.", "reason");
        }
        return text;
    }
}
