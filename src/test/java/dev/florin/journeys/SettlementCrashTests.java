package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.gateways.sandbox.SandboxProcess;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.PastTransfers;
import dev.florin.ledger.TransferFixture;
import dev.florin.settlements.Month;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Florin is killed while it settles the month of many merchants, and two go on with it at once. */
class SettlementCrashTests {

    private static final int MERCHANTS = 60;
    private static final int PAYMENTS = 80;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Path HOME = Path.of("target/journeys/settlements").toAbsolutePath();

    @TempDir
    Path acquirers;

    @Test
    void whatWasHalfSettledIsSettledOnce() throws SQLException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        try (var acquirer = SandboxProcess.start(acquirers.resolve("facts.jsonl"), 0);
                var database = SharedDatabase.start(HOME, "settlements")) {
            var jdbc = JdbcClient.create(database.dataSource());
            try (var first = database.launch("first", acquirer).awaitUp()) {
                database.awaitRun("settlements.settle"); // or it would settle months of which half is posted
                postMonths(database, new Random(seed));
                forgetRollUps(jdbc);
                database.runNow("settlements.settle");
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> count(jdbc, "select count(*) from settlements.settlement") > 200);
                first.kill();
            }
            long done = count(jdbc, "select count(*) from settlements.settlement");
            long open = unsettled(jdbc);
            System.out.printf("killed after %d settlements, with %d merchants left%n", done, open);
            assertThat(open).as("killed in the middle").isPositive();
            assertThatBooksAndSettlementsAgree(jdbc);

            try (var second = database.launch("second", acquirer);
                    var third = database.launch("third", acquirer)) {
                second.awaitUp();
                third.awaitUp();
                await().atMost(PATIENCE).until(() -> unsettled(jdbc) == 0);
            }
            assertThat(count(jdbc, "select count(*) from settlements.settlement"))
                    .isGreaterThan(done);
            assertThatBooksAndSettlementsAgree(jdbc);
            assertThatAllIsSettled(jdbc);
        }
    }

    private static void postMonths(SharedDatabase database, Random random) throws SQLException {
        var one = new SingleConnectionDataSource(database.dataSource().getConnection(), true);
        try {
            one.setAutoCommit(true);
            var books = new PastTransfers(JdbcClient.create(one));
            for (int i = 0; i < MERCHANTS; i++) {
                var tenant = new Tenant(TypeId.next(), i % 2 == 0);
                Month.random(random, Instant.now().minus(Duration.ofHours(26)), PAYMENTS)
                        .post(tenant, books);
                // What is older than the roll-up's watermark it has not seen; of this one it hears who has books
                books.post(tenant, TransferFixture.late(), Instant.now());
            }
        } finally {
            one.destroy();
        }
    }

    /** Nobody but a test posts behind the watermark, where no balance sees it. */
    private static void forgetRollUps(JdbcClient jdbc) {
        jdbc.sql("""
                with forgotten as (update ledger.watermark set up_to = '-infinity') delete from ledger.rollup
                """).update();
    }

    /** Those with something that is not settled yet: all of it is of days that are over. */
    private static long unsettled(JdbcClient jdbc) {
        return count(jdbc, """
                select count(*) from (select merchant_id, livemode, max(posted_at) as last from ledger.transfer
                        where 'merchant' in (debit, credit) and kind not in ('fee', 'payout')
                        group by merchant_id, livemode) books
                left join settlements.calendar c using (merchant_id, livemode)
                where coalesce(c.settled_to, '-infinity') < last
                """);
    }

    /** Each settlement has its transfers, once, and no transfer is without a settlement. */
    private static void assertThatBooksAndSettlementsAgree(JdbcClient jdbc) {
        assertThat(count(jdbc, """
                select count(*) from (
                    select merchant_id, id, livemode, currency, 'payout' as kind, payout as amount
                    from settlements.settlement where payout > 0
                    union all
                    select merchant_id, id, livemode, currency, 'fee', fees from settlements.settlement where fees > 0
                ) said
                full join (select * from ledger.transfer where kind in ('fee', 'payout')) booked
                    on booked.merchant_id = said.merchant_id and booked.subject = said.id and booked.kind = said.kind
                        and booked.amount = said.amount and booked.currency = said.currency
                        and booked.livemode = said.livemode
                where said.id is null or booked.id is null
                """)).isZero();
        assertThat(count(jdbc, """
                select count(*) from (select from settlements.settlement
                    group by merchant_id, livemode, currency, cut_off having count(*) > 1) twice
                """)).isZero();
    }

    /** What is left on each account is what the last settlement carries on. */
    private static void assertThatAllIsSettled(JdbcClient jdbc) {
        assertThat(count(jdbc, """
                select count(*) from (
                    select merchant_id, livemode, currency,
                        sum(case when credit = 'merchant' then amount else -amount end) as owed
                    from ledger.transfer where 'merchant' in (debit, credit) group by 1, 2, 3
                ) books
                full join (
                    select distinct on (merchant_id, livemode, currency) merchant_id, livemode, currency,
                        carried + gross - refunds - fees - disputes + adjustments + returned - payout as carried_on
                    from settlements.settlement order by merchant_id, livemode, currency, cut_off desc
                ) last using (merchant_id, livemode, currency)
                where owed is distinct from carried_on
                """)).isZero();
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
