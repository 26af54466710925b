package dev.florin.reconciliation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Ledger;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import dev.florin.reconciliation.reading.Format;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A day of payments, and the acquirer's statement of it with something wrong with one line in a hundred in each way there is:
 * all of it is found, and nothing else. {@code -Dday.payments=50000} makes it a long day.
 */
@FlorinTest
class StatementDayTests {

    private static final int PAYMENTS = Integer.getInteger("day.payments", 300);

    /** Of a short day more, so that there is some of each. */
    private static final double SHARE = PAYMENTS < 5000 ? 0.06 : 0.01;

    @LocalServerPort
    private int port;

    @Autowired
    private Merchants merchants;

    @Autowired
    private Statements statements;

    @Autowired
    private Sources sources;

    @Autowired
    private Reconciling reconciling;

    @Autowired
    private Reports reports;

    @Autowired
    private Ledger ledger;

    @Autowired
    private SandboxAcquirer acquirer;

    @Autowired
    private SandboxOptions options;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void statementsAreRightAgain() throws Exception {
        control("{\"seed\":0,\"missing\":0,\"doubled\":0,\"wrong_amount\":0,\"late\":0,\"fee_netted\":0}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void allThatIsWrongIsFoundAndNothingElse(Format format) throws Exception {
        var merchant = MerchantFixture.merchant(merchants);
        Tenant tenant = merchant.tenant();
        var api = new ApiClient(port, merchant.keyId(), merchant.secret());
        int payments = format == Format.CSV ? PAYMENTS : Math.min(PAYMENTS, 300);
        Instant begun = Instant.now();
        pay(api, payments);
        say("%d payments and refunds made in %s", payments, Duration.between(begun, Instant.now()));
        LocalDate day = LocalDate.now(ZoneOffset.UTC);
        LocalDate firstDay = begun.atZone(ZoneOffset.UTC).toLocalDate();
        String account = account(tenant);
        String wrong = "&seed=7&missing=%1$s&doubled=%1$s&wrong_amount=%1$s&late=%1$s&fee_netted=%1$s"
                .formatted(payments < 5000 ? 0.06 : SHARE);
        control("{\"seed\":7,\"missing\":%1$s,\"doubled\":%1$s,\"wrong_amount\":%1$s,\"late\":%1$s,\"fee_netted\":%1$s}"
                .formatted(payments < 5000 ? 0.06 : SHARE));
        Map<UUID, String> planted = planted(account, firstDay, day, wrong);
        assertThat(planted.values()).contains("missing", "doubled", "wrong_amount", "late", "fee_netted");

        Source source = sources.find(tenant, sources.only(tenant).id());
        sources.change(
                tenant,
                source.id(),
                new Sources.Wanted("Sandbox", format, source.columns(), source.zone(), 0, 2, true),
                Once.unkeyed());
        var heap = new HeapPeak();
        StatementView first = awaitMatched(statements.fetch(tenant, source.id(), firstDay, day, Once.unkeyed()));
        assertThat(exceptions(tenant)).doesNotContainValue("missing_in_bank"); // it may come tomorrow
        StatementView rest =
                awaitMatched(statements.fetch(tenant, source.id(), day.plusDays(1), day.plusDays(3), Once.unkeyed()));
        say(
                "%s: %d lines, %d KiB; asked for and stored at once, read in %s, matched in %s; heap: %s",
                format,
                first.entries() + rest.entries(),
                first.size() / 1024,
                reading(first).plus(reading(rest)),
                matching(first).plus(matching(rest)),
                heap.close());
        assertThat(first.bad() + rest.bad()).isZero();
        if (format != Format.CSV) {
            assertThat(first.imbalance()).isZero();
        }

        Map<UUID, String> expected = new HashMap<>();
        planted.forEach((reference, fault) -> {
            switch (fault) {
                case "missing" -> expected.put(reference, "missing_in_bank");
                case "doubled" -> expected.put(reference, "duplicate");
                case "wrong_amount" -> expected.put(reference, "amount_mismatch");
                default -> {}
            }
        });
        assertThat(exceptions(tenant)).isEqualTo(expected);
        planted.forEach((reference, fault) -> {
            if (fault.equals("late")) {
                assertThat(matched(tenant, reference, "days_late = 1")).isEqualTo(1);
            } else if (fault.equals("fee_netted")) {
                assertThat(matched(tenant, reference, "fee > 0")).isEqualTo(1);
            }
        });
        assertThat(count(tenant, "entry", "state = 'matched' and days_late > 0"))
                .isEqualTo(planted.values().stream().filter("late"::equals).count());
        assertThat(count(tenant, "entry", "state = 'matched' and fee > 0"))
                .isEqualTo(
                        planted.values().stream().filter("fee_netted"::equals).count());
        assertThat(count(tenant, "entry", "state in ('new', 'unknown')")).isZero();
        assertThat(count(tenant, "expected", "state = 'awaited'")).isZero();
        booksAgree(tenant);
        daysAreTheirLines(tenant);
        look(tenant, day.minusDays(29), day.plusDays(3));

        String before = contents(tenant);
        begun = Instant.now();
        reconciling.runAll();
        say("Once more, and nothing changes: %s", Duration.between(begun, Instant.now()));
        assertThat(contents(tenant)).isEqualTo(before);
        StatementView again = statements.fetch(tenant, source.id(), firstDay, day, Once.unkeyed());
        assertThat(again.id()).isEqualTo(first.id());
    }

    /** What is added up as it is matched is what was matched. */
    private void daysAreTheirLines(Tenant tenant) {
        assertThat(jdbc.sql("""
                        select count(*) from (
                            select source_id, booked_on as day, currency, days_late > 0 as late, count(*) as lines,
                                sum(amount + fee) as amount
                            from reconciliation.entry where merchant_id = :merchant and state = 'matched'
                            group by 1, 2, 3, 4
                        ) told
                        full join (select * from reconciliation.matched_day where merchant_id = :merchant) kept
                            using (source_id, day, currency, late)
                        where told.lines is distinct from kept.lines or told.amount is distinct from kept.amount
                        """)
                        .param("merchant", tenant.merchant())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** What the report's page asks for, as often as tells how long it takes. */
    private void look(Tenant tenant, LocalDate from, LocalDate to) {
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant begun = Instant.now();
            List<Reports.Day> days = reports.days(tenant, from, to);
            assertThat(days.stream().mapToInt(Reports.Day::open).sum())
                    .isEqualTo(reports.ageing(tenant).all());
            took.add(Duration.between(begun, Instant.now()));
        }
        took.sort(null);
        say("The report of it: %s at the median, %s at p95", took.get(20), took.get(38));
    }

    private static void pay(ApiClient api, int payments) throws Exception {
        var random = new Random(1);
        var atOnce = new Semaphore(24);
        List<Future<?>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < payments; i++) {
                long amount = 1000 + random.nextInt(500_000);
                boolean refunded = i % 20 == 0;
                atOnce.acquire();
                all.add(threads.submit(() -> {
                    try {
                        var paid = api.post("/payments", """
                                {"amount":%d,"currency":"INR","method":"card",
                                 "card":{"number":"4242424242424242","exp_month":12,"exp_year":2040,"cvc":"123"}}""".formatted(amount), "Prefer", "wait=60");
                        assertThat(paid.text("status")).as("%s", paid.body()).isEqualTo("captured");
                        if (refunded) {
                            var refund =
                                    api.post("/payments/" + paid.text("id") + "/refunds", "{}", "Prefer", "wait=60");
                            assertThat(refund.text("status"))
                                    .as("%s", refund.body())
                                    .isEqualTo("processed");
                        }
                    } finally {
                        atOnce.release();
                    }
                    return null;
                }));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    /** What the acquirer still owes is what is missing and what disagrees, to the unit. */
    private void booksAgree(Tenant tenant) {
        long open = jdbc.sql("""
                        select coalesce(sum(amount), 0) from reconciliation.expected
                        where merchant_id = ? and state <> 'matched'
                        """).param(tenant.merchant()).query(Long.class).single();
        long bank = jdbc.sql("""
                        select coalesce(sum(amount), 0) from reconciliation.entry
                        where merchant_id = ? and state = 'matched'
                        """).param(tenant.merchant()).query(Long.class).single();
        long fees = jdbc.sql("""
                        select coalesce(sum(fee), 0) from reconciliation.entry
                        where merchant_id = ? and state = 'matched'
                        """).param(tenant.merchant()).query(Long.class).single();
        assertThat(balance(tenant, "acquirer:sandbox")).isEqualTo(open);
        assertThat(balance(tenant, "bank")).isEqualTo(bank);
        assertThat(balance(tenant, "acquirer_fees")).isEqualTo(fees).isPositive();
        assertThat(ledger.trialBalance()).allMatch(Money::isZero);
    }

    private long balance(Tenant tenant, String account) {
        return ledger.balances(tenant).stream()
                .filter(balance -> balance.account().code().equals(account))
                .mapToLong(balance -> balance.amount().minor())
                .sum();
    }

    private StatementView awaitMatched(StatementView statement) throws InterruptedException {
        Instant until = Instant.now().plus(Duration.ofMinutes(5));
        StatementView now = statement;
        while (now.isUnderWay()) {
            assertThat(Instant.now()).as("%s", now).isBefore(until);
            Thread.sleep(50);
            now = statements.find(statement.tenant(), statement.id());
        }
        assertThat(now.status()).as("%s", now.fault()).isEqualTo(StatementView.Status.READ);
        return now;
    }

    /** What is wrong, by the acquirer's reference. */
    private Map<UUID, String> exceptions(Tenant tenant) {
        Map<UUID, String> found = new HashMap<>();
        jdbc.sql("""
                        select x.result, coalesce(e.key, m.reference) as reference
                        from reconciliation.exception x
                        left join reconciliation.entry e on e.merchant_id = x.merchant_id and e.id = x.entry_id
                        left join reconciliation.expected m on m.merchant_id = x.merchant_id
                          and m.subject = x.subject and m.transfer_id = x.transfer_id
                        where x.merchant_id = ? and x.status = 'open'
                        """)
                .param(tenant.merchant())
                .query((row, _) -> found.merge(
                        row.getObject("reference", UUID.class), row.getString("result"), (a, b) -> a + " and " + b))
                .list();
        return found;
    }

    private int matched(Tenant tenant, UUID reference, String condition) {
        return jdbc.sql(
                        "select count(*) from reconciliation.entry where merchant_id = ? and key = ? and state = 'matched' and "
                                + condition)
                .params(tenant.merchant(), reference)
                .query(Integer.class)
                .single();
    }

    private long count(Tenant tenant, String table, String condition) {
        return jdbc.sql("select count(*) from reconciliation." + table + " where merchant_id = ? and " + condition)
                .param(tenant.merchant())
                .query(Long.class)
                .single();
    }

    /** All rows of it but for the watermark, and all transfers. */
    private String contents(Tenant tenant) {
        var all = new StringBuilder();
        for (String table : List.of(
                "reconciliation.source",
                "reconciliation.statement",
                "reconciliation.entry",
                "reconciliation.expected",
                "reconciliation.exception",
                "ledger.transfer")) {
            all.append(jdbc.sql(
                            "select count(*) || md5(string_agg((to_jsonb(t) - 'taken_to')::text, ',' order by (to_jsonb(t) - 'taken_to')::text)) from "
                                    + table + " t where merchant_id = ?")
                    .param(tenant.merchant())
                    .query(String.class)
                    .single());
        }
        return all.toString();
    }

    private static String account(Tenant tenant) {
        return tenant.merchant() + "/" + (tenant.live() ? "live" : "test");
    }

    private Map<UUID, String> planted(String account, LocalDate from, LocalDate to, String faults) throws Exception {
        JsonNode answer = send(HttpRequest.newBuilder()
                .uri(URI.create(acquirer.address()
                        + "/control/statements/faults?account=%s&from=%s&to=%s%s"
                                .formatted(account, from, to, faults))));
        Map<UUID, String> planted = new HashMap<>();
        answer.path("faults")
                .forEach(fault -> planted.put(
                        UUID.fromString(fault.path("reference").asString()),
                        fault.path("fault").asString()));
        return planted;
    }

    private void control(String faults) throws Exception {
        send(HttpRequest.newBuilder()
                .uri(URI.create(acquirer.address() + "/control/statements"))
                .POST(HttpRequest.BodyPublishers.ofString(faults)));
    }

    private JsonNode send(HttpRequest.Builder request) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    request.header("Authorization", "Bearer " + options.apiKey())
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return new JsonMapper().readTree(answer.body());
        }
    }

    private static Duration reading(StatementView statement) {
        return Duration.between(statement.createdAt(), requireNonNull(statement.readAt()));
    }

    private static Duration matching(StatementView statement) {
        return Duration.between(requireNonNull(statement.readAt()), requireNonNull(statement.matchedAt()));
    }

    private static void say(String text, Object... values) {
        System.out.println("Reconciliation: " + text.formatted(values));
    }
}
