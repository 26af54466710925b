package dev.florin.seed;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import dev.florin.vault.CardView;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Fills a merchant's books with the payments of thirteen months: orders, payments with their events, transfers, refunds.
 * All of it is there at once at the end, or nothing, if it is interrupted. What statistics and balances have counted
 * beforehand holds it, too. What Florin would still have to do something about is not among it.
 *
 * <p>The acquirer has never heard of these payments: to capture, void or refund one comes to nothing.
 */
public final class Seeding {

    private static final int MONTHS = 13;
    private static final int AT_ONCE = 10_000;

    private final DataSource database;

    /** @param database of the role that owns Florin's schemas, without a pool's time-outs, as this takes its time */
    public Seeding(DataSource database) {
        this.database = database;
    }

    /**
     * @param count of payments
     * @param until when the last one is made, about; the same arguments always give the same payments
     * @param progress is told how many there are so far
     */
    public void seed(Tenant tenant, ZoneId zone, int count, Instant until, long seed, IntConsumer progress)
            throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            var books = new Books(tenant, lockedWatermark(jdbc));
            var random = new Random(seed ^ tenant.merchant().getLeastSignificantBits());
            Instant begin = until.minus(Duration.ofDays(400));
            var goods = new Goods(random, begin);
            var rhythm = new Rhythm(until.minus(Duration.ofMinutes(3)), MONTHS, zone, random);
            var stories = new Stories(tenant, until, random, goods, books);
            PGConnection copies = connection.unwrap(PGConnection.class);
            cards(tenant, goods.cards(), begin).send(copies);
            int made = 0;
            CompletableFuture<Batch> next = next(stories, rhythm, random, made, count);
            while (made < count) {
                Batch batch = next.join();
                made += batch.paymentCount;
                next = next(stories, rhythm, random, made, count); // told while this one is written
                batch.send(copies);
                progress.accept(made);
            }
            rollUp(jdbc, tenant, books);
            countAnew(jdbc, tenant);
            connection.commit();
            connection.setAutoCommit(true);
            jdbc.sql("vacuum (analyze) payments.payment, payments.event, payments.quarter_hour, orders.orders,"
                            + " refunds.refund, ledger.transfer")
                    .update();
        }
    }

    private static CompletableFuture<Batch> next(Stories stories, Rhythm rhythm, Random random, int made, int count) {
        return CompletableFuture.supplyAsync(() -> {
            var batch = new Batch();
            int most = Math.min(AT_ONCE, count - made);
            while (batch.paymentCount < most) {
                double part = (made + batch.paymentCount + random.nextDouble()) / count;
                stories.tell(batch, rhythm.at(part), most - batch.paymentCount);
            }
            return batch;
        });
    }

    private static Copy cards(Tenant tenant, List<CardView> cards, Instant at) {
        var copy = new Copy(
                "vault.card",
                "merchant_id, token, livemode, brand, last4, exp_month, exp_year, fingerprint, created_at, expires_at");
        cards.forEach(card -> copy.row(
                tenant.merchant(),
                card.token().value(),
                tenant.live(),
                card.brand(),
                card.last4(),
                card.expMonth(),
                card.expYear(),
                card.fingerprint(),
                at,
                at)); // its number is erased
        return copy;
    }

    private static Instant lockedWatermark(JdbcClient jdbc) {
        return jdbc.sql("select up_to from ledger.watermark for update")
                .query((row, _) -> row.getString("up_to").equals("-infinity")
                        ? Instant.MIN
                        : Objects.requireNonNull(row.getObject("up_to", OffsetDateTime.class))
                                .toInstant())
                .single();
    }

    private static void rollUp(JdbcClient jdbc, Tenant tenant, Books books) {
        books.rolledUp()
                .forEach((account, sums) -> jdbc.sql("""
                        insert into ledger.rollup as kept
                            (merchant_id, livemode, currency, account, side, debits, credits)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (merchant_id, livemode, currency, account, side)
                        do update set debits = kept.debits + excluded.debits, credits = kept.credits + excluded.credits
                        """)
                        .params(tenant.merchant(), tenant.live(), account.currency(), account.code())
                        .params(String.valueOf(account.letter()), sums[0], sums[1])
                        .update());
    }

    /** All of the merchant's events that are before the watermark, those that have just been written among them. */
    private static void countAnew(JdbcClient jdbc, Tenant tenant) {
        OffsetDateTime upTo = jdbc.sql("select up_to from payments.counted for update")
                .query((row, _) -> row.getObject("up_to", OffsetDateTime.class))
                .single();
        for (String table : List.of("payments.quarter_hour", "payments.day", "payments.calendar")) {
            jdbc.sql("delete from " + table + " where merchant_id = ?")
                    .param(tenant.merchant())
                    .update();
        }
        jdbc.sql("analyze payments.payment, payments.event").update();
        jdbc.sql("""
                        insert into payments.quarter_hour
                            (merchant_id, livemode, currency, start, method, fact, code, events, amount)
                        select merchant_id, livemode, currency, start, method, fact, code, count(*), sum(amount)
                        from payments.fact
                        where merchant_id = ? and stored_at < ?
                        group by merchant_id, livemode, currency, start, method, fact, code
                        """).params(tenant.merchant(), upTo.withOffsetSameInstant(UTC)).update();
    }
}
