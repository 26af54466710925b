package dev.florin.seed;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Transfers of the past. What is older than the ledger's watermark has to be in its roll-up, too. */
final class Books {

    static final Side ACQUIRER = new Side("acquirer:sandbox", 'D');
    static final Side MERCHANT = new Side("merchant", 'C');
    static final Side REFUNDS = new Side("refunds", 'C');

    private final Tenant tenant;
    private final Instant rolledUpTo;
    private final Map<Account, long[]> rolledUp = new TreeMap<>();

    /** @param rolledUpTo the ledger's watermark, which stands still meanwhile */
    Books(Tenant tenant, Instant rolledUpTo) {
        this.tenant = tenant;
        this.rolledUpTo = rolledUpTo;
    }

    static Copy rows() {
        return new Copy("ledger.transfer", """
                merchant_id, subject, id, livemode, debit, debit_side, credit, credit_side, amount, currency, kind,
                posted_at""");
    }

    void post(Copy rows, UUID subject, UUID id, Side debit, Side credit, Money amount, String kind, Instant at) {
        String currency = amount.currency().getCurrencyCode();
        rows.row(
                tenant.merchant(),
                subject,
                id,
                tenant.live(),
                debit.code(),
                debit.letter(),
                credit.code(),
                credit.letter(),
                amount.minor(),
                currency,
                kind,
                at);
        if (at.isBefore(rolledUpTo)) {
            sums(currency, debit)[0] += amount.minor();
            sums(currency, credit)[1] += amount.minor();
        }
    }

    /** The sums of what is older than the watermark, by account: debits and credits. */
    Map<Account, long[]> rolledUp() {
        return rolledUp;
    }

    private long[] sums(String currency, Side side) {
        return rolledUp.computeIfAbsent(new Account(currency, side.code(), side.letter()), _ -> new long[2]);
    }

    record Side(String code, char letter) {}

    record Account(String currency, String code, char letter) implements Comparable<Account> {
        @Override
        public int compareTo(Account other) {
            return (currency + code).compareTo(other.currency + other.code);
        }
    }
}
