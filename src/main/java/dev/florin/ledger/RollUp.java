package dev.florin.ledger;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Folds old transfers into one row per account, so that balances need only read what came since. Balances are the same
 * before, during and after.
 */
@Component
class RollUp {

    /** Longer than any transaction lives, since one carries the time of its beginning and is seen only at its end. */
    static final Duration LAG = Duration.ofMinutes(5);

    private final JdbcClient jdbc;

    RollUp(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return how many accounts moved */
    @Transactional
    int run(Duration lag) {
        jdbc.sql("select only_row from ledger.watermark for update").query().singleRow(); // one at a time
        var upTo = upTo(lag);
        int accounts = jdbc.sql("""
                        insert into ledger.rollup as kept
                          (merchant_id, livemode, currency, account, side, debits, credits)
                        select merchant_id, livemode, currency, account, side, sum(debits), sum(credits)
                        from ledger.entry
                        where posted_at >= (select up_to from ledger.watermark) and posted_at < ?
                        group by merchant_id, livemode, currency, account, side
                        on conflict (merchant_id, livemode, currency, account, side)
                        do update set debits = kept.debits + excluded.debits, credits = kept.credits + excluded.credits
                        """).param(upTo).update();
        jdbc.sql("update ledger.watermark set up_to = ? where up_to < ?")
                .params(upTo, upTo)
                .update();
        return accounts;
    }

    /**
     * The lag should do; but should a transaction live on in spite of all time-outs, the watermark waits for it. Asked in
     * a statement of its own, before the one that sums: whatever is no longer running here is visible there.
     */
    private OffsetDateTime upTo(Duration lag) {
        return jdbc.sql("""
                        select least(now() - ? * interval '1 ms', min(xact_start))
                        from pg_stat_activity
                        where datname = current_database() and backend_type = 'client backend'
                        """).param(lag.toMillis()).query(OffsetDateTime.class).single();
    }
}
