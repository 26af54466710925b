package dev.florin.ledger;

import dev.florin.platform.Horizon;
import java.time.Duration;
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
    private final Horizon horizon;

    RollUp(JdbcClient jdbc, Horizon horizon) {
        this.jdbc = jdbc;
        this.horizon = horizon;
    }

    /** @return how many accounts moved */
    @Transactional
    int run(Duration lag) {
        jdbc.sql("select only_row from ledger.watermark for update").query().singleRow(); // one at a time
        var upTo = horizon.at(lag);
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
}
