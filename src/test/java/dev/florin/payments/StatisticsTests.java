package dev.florin.payments;

import static dev.florin.payments.Statistics.Fact.AUTHORIZED;
import static dev.florin.payments.Statistics.Fact.CAPTURED;
import static dev.florin.payments.Statistics.Fact.FAILED;
import static dev.florin.payments.Statistics.Fact.INITIATED;
import static dev.florin.payments.Statistics.Fact.REFUNDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import dev.florin.payments.Statistics.Count;
import dev.florin.payments.Statistics.Fact;
import dev.florin.payments.Statistics.Period;
import dev.florin.payments.Statistics.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is counted beforehand and what is counted when asked are together what happened, to the unit, at every instant. */
@FlorinTest
class StatisticsTests {

    private static final Currency INR = Currency.getInstance("INR");
    private static final Period ALL = days("2000-01-01T00:00", "2100-01-01T00:00");

    @LocalServerPort
    int port;

    @Autowired
    Statistics statistics;

    @Autowired
    Counting counting;

    @Autowired
    Payments payments;

    @Autowired
    Merchants merchants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    Tenant tenant;
    ApiClient api;

    @BeforeEach
    void aMerchant() {
        var merchant = MerchantFixture.merchant(merchants);
        tenant = merchant.tenant();
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
    }

    @Test
    void aMerchantWithoutPaymentsHasNothing() {
        assertThat(statistics.currencies(tenant)).isEmpty();
        assertThat(statistics.counts(tenant, INR, ALL)).isEmpty();
    }

    @Test
    void everythingThatHappensIsCountedUnderItsReason() {
        String paid = api.pay("4242424242424242").text("id");
        api.pay("4000000000000002");
        String reserved = api.authorize("4242424242424242").text("id");
        api.post("/payments/" + reserved + "/capture", "{\"amount\":20000,\"final\":false}");
        refund(paid, 10_000);

        for (int run = 0; run < 2; run++) { // not counted yet, and counted
            assertThat(totals())
                    .containsEntry("INITIATED card null", "3 × 1500.00 INR")
                    .containsEntry("AUTHORIZED card null", "2 × 1000.00 INR")
                    .containsEntry("CAPTURED card null", "2 × 700.00 INR")
                    .containsEntry("FAILED card card_declined", "1 × 500.00 INR")
                    .containsEntry("REFUNDED card null", "1 × 100.00 INR")
                    .hasSize(5);
            assertThat(statistics.currencies(tenant)).containsExactly(INR);
            counting.run(Duration.ZERO);
        }
    }

    @Test
    void testDataIsNotCountedAsLive() {
        api.pay("4242424242424242");

        assertThat(statistics.counts(new Tenant(tenant.merchant(), true), INR, ALL))
                .isEmpty();
    }

    @Test
    void countsAreRightWhileEverythingGoesOnAtOnce() throws Exception {
        var over = new AtomicBoolean();
        List<Callable<Object>> all = Stream.<Callable<?>>of(
                        this::somePayment,
                        this::somePayment,
                        this::somePayment,
                        () -> counting.run(Duration.ofMillis(50)),
                        this::neverLessThanBefore)
                .map(step -> repeated(step, over))
                .toList();
        try (var threads = Executors.newFixedThreadPool(all.size())) {
            var running = all.stream().map(threads::submit).toList();
            Thread.sleep(6_000);
            over.set(true);
            for (var each : running) {
                each.get();
            }
        }

        assertThat(totals()).isEqualTo(foldOfAllEvents());
        counting.run(Duration.ZERO);
        assertThat(totals()).isEqualTo(foldOfAllEvents());
        assertThat(totals(new Period(ALL.from(), ALL.to(), Unit.HOUR)))
                .as("by quarters of hours, and not by days")
                .isEqualTo(foldOfAllEvents());
    }

    @Test
    void whatIsCommittedLateIsCountedOnce() {
        api.pay("4242424242424242");
        var payment = payments.list(tenant, PaymentFilter.ANY, PageQuery.first(1))
                .data()
                .getFirst();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            captured(payment.id(), "2020-05-05T10:00:00Z", 77);
            inAnotherTransaction(() -> counting.run(Duration.ZERO));
            inAnotherTransaction(() -> counting.run(Duration.ZERO));
        });

        Period year = days("2020-01-01T00:00", "2021-01-01T00:00");
        assertThat(totals(year)).containsExactly(Map.entry("CAPTURED card null", "1 × 0.77 INR"));
        counting.run(Duration.ZERO);
        counting.run(Duration.ZERO);
        assertThat(totals(year)).containsExactly(Map.entry("CAPTURED card null", "1 × 0.77 INR"));
    }

    @Test
    void daysBeginAtTheMerchantsMidnightAndMoveWithIt() {
        api.pay("4242424242424242");
        var payment = payments.list(tenant, PaymentFilter.ANY, PageQuery.first(1))
                .data()
                .getFirst();
        captured(payment.id(), "2020-05-05T18:29:59Z", 1); // 23:59 in Kolkata
        captured(payment.id(), "2020-05-05T18:30:00Z", 2); // 00:00
        captured(payment.id(), "2020-05-05T18:15:00Z", 4); // 00:00 in Kathmandu
        captured(payment.id(), "2020-05-06T00:00:00Z", 8);

        for (boolean counted : List.of(false, true)) {
            if (counted) {
                counting.run(Duration.ZERO);
            }
            moveTo("UTC");
            assertThat(amounts(days("2020-05-05T00:00", "2020-05-07T00:00")))
                    .containsExactly("2020-05-05T00:00 7", "2020-05-06T00:00 8");
            moveTo("Asia/Kolkata");
            assertThat(amounts(days("2020-05-05T00:00", "2020-05-07T00:00")))
                    .containsExactly("2020-05-05T00:00 5", "2020-05-06T00:00 10");
            moveTo("Asia/Kathmandu");
            assertThat(amounts(days("2020-05-05T00:00", "2020-05-07T00:00"))).containsExactly("2020-05-06T00:00 15");
            moveTo("+05:30");
            assertThat(amounts(days("2020-05-05T00:00", "2020-05-07T00:00")))
                    .containsExactly("2020-05-05T00:00 5", "2020-05-06T00:00 10");
        }
    }

    @Test
    void aPeriodMayBeginAndEndWithinADay() {
        api.pay("4242424242424242");
        var payment = payments.list(tenant, PaymentFilter.ANY, PageQuery.first(1))
                .data()
                .getFirst();
        for (int day = 1; day <= 4; day++) {
            captured(payment.id(), "2020-05-0%dT06:00:00Z".formatted(day), 1);
            captured(payment.id(), "2020-05-0%dT12:10:00Z".formatted(day), 10);
            captured(payment.id(), "2020-05-0%dT18:00:00Z".formatted(day), 100);
        }
        for (int run = 0; run < 2; run++) {
            assertThat(amounts(days("2020-05-01T12:00", "2020-05-01T13:00"))).containsExactly("2020-05-01T00:00 10");
            assertThat(amounts(days("2020-05-01T12:00", "2020-05-04T12:01")))
                    .containsExactly(
                            "2020-05-01T00:00 110",
                            "2020-05-02T00:00 111",
                            "2020-05-03T00:00 111",
                            "2020-05-04T00:00 11");
            assertThat(amounts(days("2020-05-01T12:00", "2020-05-02T12:00")))
                    .containsExactly("2020-05-01T00:00 110", "2020-05-02T00:00 1");
            assertThat(amounts(new Period(at("2020-05-01T06:00"), at("2020-05-01T18:00"), Unit.HOUR)))
                    .containsExactly("2020-05-01T06:00 1", "2020-05-01T12:00 10");
            assertThat(amounts(new Period(at("2020-01-01T00:00"), at("2021-01-01T00:00"), Unit.MONTH)))
                    .containsExactly("2020-05-01T00:00 444");
            counting.run(Duration.ZERO);
        }
    }

    private Object somePayment() {
        switch (ThreadLocalRandom.current().nextInt(4)) {
            case 0 -> api.pay("4000000000009995");
            case 1 -> api.authorize("4242424242424242");
            case 2 ->
                refund(
                        api.pay("4242424242424242").text("id"),
                        1 + ThreadLocalRandom.current().nextInt(1000));
            default -> api.pay("4242424242424242");
        }
        return "done";
    }

    private void refund(String payment, int amount) {
        api.post("/payments/" + payment + "/refunds", "{\"amount\":%d}".formatted(amount), "Prefer", "wait=20");
    }

    private long seen;

    private Object neverLessThanBefore() {
        long events = statistics.counts(tenant, INR, ALL).stream()
                .mapToLong(Count::events)
                .sum();
        assertThat(events).isGreaterThanOrEqualTo(seen);
        seen = events;
        return events;
    }

    private static Callable<Object> repeated(Callable<?> step, AtomicBoolean over) {
        return () -> {
            while (!over.get()) {
                step.call();
            }
            return "done";
        };
    }

    private Map<String, String> totals() {
        return totals(ALL);
    }

    private Map<String, String> totals(Period period) {
        var sums = new TreeMap<String, Sum>();
        for (Count count : statistics.counts(tenant, INR, period)) {
            sums.merge(
                    "%s %s %s".formatted(count.fact(), count.method(), count.code()),
                    new Sum(count.events(), count.amount()),
                    Sum::plus);
        }
        return text(sums);
    }

    private Map<String, String> foldOfAllEvents() {
        var sums = new TreeMap<String, Sum>();
        for (UUID id : jdbc.sql("select id from payments.payment where merchant_id = ?")
                .param(tenant.merchant())
                .query((row, _) -> row.getObject("id", UUID.class))
                .list()) {
            PaymentView payment = payments.find(tenant, new PaymentId(id));
            Money whole = payment.terms().amount();
            for (PaymentEvent event : payment.events()) {
                switch (event) {
                    case PaymentEvent.Initiated _ -> add(sums, INITIATED, null, whole);
                    case PaymentEvent.Authorized _ -> add(sums, AUTHORIZED, null, whole);
                    case PaymentEvent.Captured it -> add(sums, CAPTURED, null, it.amount());
                    case PaymentEvent.Failed it -> add(sums, FAILED, it.code(), whole);
                    case PaymentEvent.Refunded it -> add(sums, REFUNDED, null, it.amount());
                    default -> {}
                }
            }
        }
        return text(sums);
    }

    private static void add(Map<String, Sum> sums, Fact fact, @Nullable String code, Money amount) {
        sums.merge("%s card %s".formatted(fact, code), new Sum(1, amount), Sum::plus);
    }

    private static Map<String, String> text(Map<String, Sum> sums) {
        var text = new TreeMap<String, String>();
        sums.forEach((name, sum) -> text.put(name, sum.events() + " × " + sum.amount()));
        return text;
    }

    private record Sum(long events, Money amount) {
        Sum plus(Sum other) {
            return new Sum(events + other.events, amount.plus(other.amount));
        }
    }

    private List<String> amounts(Period period) {
        var amounts = new TreeMap<LocalDateTime, Long>();
        statistics.counts(tenant, INR, period).stream()
                .filter(count -> count.fact() == CAPTURED)
                .forEach(count -> amounts.merge(count.begin(), count.amount().minor(), Long::sum));
        var text = new ArrayList<String>();
        amounts.forEach((begin, amount) -> text.add(begin + " " + amount));
        return text;
    }

    /** An event of another time, which no payment would have. */
    private void captured(PaymentId payment, String at, long amount) {
        jdbc.sql("""
                insert into payments.event (merchant_id, payment_id, seq, type, at, data)
                select :merchant, :payment, max(seq) + 1, 'captured', :at::timestamptz, :data::jsonb
                from payments.event where merchant_id = :merchant and payment_id = :payment
                """)
                .param("merchant", tenant.merchant())
                .param("payment", payment.value())
                .param("at", Instant.parse(at).atOffset(ZoneOffset.UTC))
                .param(
                        "data",
                        "{\"capture\":\"%s\",\"amount\":{\"minor\":%d,\"currency\":\"INR\"},\"last\":true}"
                                .formatted(TypeId.next(), amount))
                .update();
    }

    private void moveTo(String zone) {
        jdbc.sql("update merchants.merchant set timezone = ? where id = ?")
                .params(zone, tenant.merchant())
                .update();
    }

    private static void inAnotherTransaction(Runnable step) {
        try (var thread = Executors.newSingleThreadExecutor()) {
            thread.submit(step).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Period days(String from, String to) {
        return new Period(at(from), at(to), Unit.DAY);
    }

    private static LocalDateTime at(String text) {
        return LocalDateTime.parse(text);
    }
}
