package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.gateways.sandbox.SandboxProcess;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.Tenant;
import dev.florin.reconciliation.BankDay;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Florin is killed while it reads a statement, and again while it matches what it has read. */
class StatementCrashTests {

    private static final int LINES = 20_000;
    private static final int PAYMENTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path HOME = Path.of("target/journeys/statements").toAbsolutePath();

    @TempDir
    Path acquirers;

    @Test
    void whatWasHalfReadAndHalfMatchedIsReadAndClearedOnce() throws SQLException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Path log = acquirers.resolve("facts.jsonl");
        try (var acquirer = SandboxProcess.start(log, 0);
                var database = SharedDatabase.start(HOME, "statements")) {
            var jdbc = JdbcClient.create(database.dataSource());
            BankDay day;
            String file;
            try (var first = database.launch("first", acquirer).awaitUp()) {
                Crowd.of(PAYMENTS, _ -> first.api().pay("4242424242424242").text("id"));
                Tenant tenant = tenant(jdbc);
                day = BankDay.random(new Random(seed), today().minusDays(4), LINES);
                day.post(tenant, database.dataSource());
                file = day.csv() + withoutHeader(told(acquirer, tenant));
                assertThat(send(first.api(), file).status()).isEqualTo(201);
                awaitMoment(
                        jdbc, "select count(*) from reconciliation.statement where status = 'reading' and items > 0");
                first.kill();
            }
            long lines = file.lines().count() - 1;
            long read = count(jdbc, "select count(*) from reconciliation.entry");
            assertThat(read).as("killed while it read").isPositive().isLessThan(lines);

            try (var second = database.launch("second", acquirer).awaitUp()) {
                awaitMoment(jdbc, "select count(*) from reconciliation.entry where state = 'matched'");
                second.kill();
            }
            long matched = count(jdbc, "select count(*) from reconciliation.entry where state = 'matched'");
            long undecided = count(jdbc, "select count(*) from reconciliation.entry where state = 'new'");
            System.out.printf(
                    "killed with %d of %d lines read, and with %d matched and %d left%n",
                    read, lines, matched, undecided);
            assertThat(undecided).as("killed while it matched").isPositive();
            assertThatWhatIsMatchedIsCleared(jdbc);

            try (var third = database.launch("third", acquirer).awaitUp()) {
                await().atMost(PATIENCE)
                        .until(() -> count(
                                        jdbc,
                                        "select count(*) from reconciliation.statement where matched_at is not null")
                                == 1);
                assertThat(count(jdbc, "select count(*) from reconciliation.entry"))
                        .isEqualTo(lines);
                assertThat(count(jdbc, "select items from reconciliation.statement"))
                        .isEqualTo(lines);
                assertThat(day.found(jdbc)).containsExactlyElementsOf(day.planted());
                assertThatWhatIsMatchedIsCleared(jdbc);
                assertThatTheAcquirerOwesWhatIsOpen(jdbc);

                long booked = count(jdbc, "select count(*) from ledger.transfer");
                assertThat(send(third.api(), file).text("id")).isEqualTo(only(third.api()));
                long before = runs(jdbc, "reconciliation.match-again");
                database.runNow("reconciliation.match-again");
                await().atMost(PATIENCE).until(() -> runs(jdbc, "reconciliation.match-again") > before);
                assertThat(count(jdbc, "select count(*) from ledger.transfer")).isEqualTo(booked);
                assertThat(day.found(jdbc)).containsExactlyElementsOf(day.planted());
            }
            Truth.of(log, database.dataSource()).holds();
        }
    }

    private static Reply send(ApiClient api, String file) {
        return api.send(api.request("/statements?file_name=day.csv")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(file)));
    }

    private static String only(ApiClient api) {
        var all = api.get("/statements").body().get("data");
        assertThat(all.size()).isEqualTo(1);
        return all.get(0).get("id").asString();
    }

    /** Looks often, as it is over soon. */
    private static void awaitMoment(JdbcClient jdbc, String sql) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> count(jdbc, sql) > 0);
    }

    /** What the acquirer itself says of the payments that were made there. */
    private static String told(SandboxProcess acquirer, Tenant tenant) {
        String account = tenant.merchant() + "/" + (tenant.live() ? "live" : "test");
        var told = new SandboxTalk(acquirer.address())
                .call(
                        "GET",
                        "/v1/statements?format=csv&account=%s&from=%s&to=%s"
                                .formatted(account, today().minusDays(1), today()),
                        "");
        assertThat(told.http()).as("%s", told).isEqualTo(200);
        assertThat(told.body().lines()).hasSize(1 + PAYMENTS);
        return told.body();
    }

    private static String withoutHeader(String csv) {
        return csv.substring(csv.indexOf('\n') + 1);
    }

    private static Tenant tenant(JdbcClient jdbc) {
        return jdbc.sql("select distinct merchant_id, livemode from payments.payment")
                .query((row, _) -> new Tenant(row.getObject(1, UUID.class), row.getBoolean(2)))
                .single();
    }

    private static void assertThatWhatIsMatchedIsCleared(JdbcClient jdbc) {
        assertThat(count(jdbc, """
                select count(*) from (
                    select merchant_id, id, 'cleared' as kind, abs(amount) as amount
                    from reconciliation.entry where state = 'matched'
                    union all
                    select merchant_id, id, 'acquirer_fee', fee
                    from reconciliation.entry where state = 'matched' and fee > 0
                ) said
                full join (select * from ledger.transfer where debit in ('bank', 'acquirer_fees') or credit = 'bank') booked
                    on booked.merchant_id = said.merchant_id and booked.subject = said.id and booked.kind = said.kind
                        and booked.amount = said.amount
                where said.id is null or booked.id is null
                """)).isZero();
        assertThat(count(jdbc, """
                select count(*) from (
                    select match_id, sum(amount + fee) as amount from reconciliation.entry
                    where state = 'matched' group by match_id
                ) told
                full join (
                    select match_id, sum(amount) as amount from reconciliation.expected
                    where state = 'matched' group by match_id
                ) moved using (match_id)
                where told.amount is distinct from moved.amount
                """)).isZero();
        assertThat(count(jdbc, """
                select count(*) from (
                    select booked_on as day, days_late > 0 as late, count(*) as lines
                    from reconciliation.entry where state = 'matched' group by 1, 2
                ) told
                full join reconciliation.matched_day kept using (day, late)
                where told.lines is distinct from kept.lines
                """)).isZero();
    }

    private static void assertThatTheAcquirerOwesWhatIsOpen(JdbcClient jdbc) {
        assertThat(count(jdbc, """
                select sum(case when debit = 'acquirer:sandbox' then amount else -amount end)
                from ledger.transfer where 'acquirer:sandbox' in (debit, credit)
                """))
                .isEqualTo(count(jdbc, "select sum(amount) from reconciliation.expected where state <> 'matched'"));
    }

    /** When it was last done with, as a number. */
    private static long runs(JdbcClient jdbc, String job) {
        return jdbc.sql("""
                        select coalesce(extract(epoch from last_success) * 1000, 0)::bigint
                        from public.scheduled_tasks where task_name = ?
                        """).param(job).query(Long.class).single();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
