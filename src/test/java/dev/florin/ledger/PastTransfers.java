package dev.florin.ledger;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Transfers as if they had been posted at another time: for tests that need a month. */
public final class PastTransfers {

    private final JdbcClient jdbc;

    public PastTransfers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void post(Tenant tenant, Transfer transfer, Instant at) {
        jdbc.sql("""
                        insert into ledger.transfer (merchant_id, subject, id, livemode, debit, debit_side, credit,
                            credit_side, amount, currency, kind, posted_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(tenant.merchant(), transfer.subject(), transfer.id(), tenant.live())
                .params(transfer.debit().code(), side(transfer.debit()))
                .params(transfer.credit().code(), side(transfer.credit()))
                .params(
                        transfer.amount().minor(),
                        transfer.amount().currency().getCurrencyCode(),
                        transfer.kind(),
                        at.atOffset(UTC))
                .update();
    }

    private static String side(Account account) {
        return account.side().name().substring(0, 1);
    }
}
