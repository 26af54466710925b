package dev.florin.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import dev.florin.payments.Payments.Since;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long lists of a merchant with a million payments take: {@code ./mvnw test -Dtest=ListsAtScaleTests
 * -DexcludedGroups=}. It prints, and fails only where rows are missing.
 */
@Tag("long")
@FlorinTest
class ListsAtScaleTests {

    private static final int COUNT = 1_000_000;
    private static final int RUNS = 30;

    @Autowired
    Payments payments;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aMillionPayments(@Autowired Merchants merchants) {
        Tenant tenant = MerchantFixture.merchant(merchants, true).tenant();
        new ManyPayments(jdbc).store(tenant.merchant(), true, COUNT, "30 seconds");
        new ManyPayments(jdbc).store(tenant.merchant(), false, 3, "200 days");
        jdbc.sql("vacuum analyze payments.payment").update();
        var some = payments.walk(tenant, PaymentFilter.ANY, PageQuery.first(1000))
                .page()
                .data()
                .getLast();
        UUID middle = payments.walk(
                        tenant,
                        created(
                                Instant.now().minus(Duration.ofDays(200)),
                                Instant.now().minus(Duration.ofDays(199))),
                        PageQuery.first(1))
                .page()
                .data()
                .getFirst()
                .id()
                .value();
        Map<String, Runnable> lists = new LinkedHashMap<>();
        lists.put("all, first page", () -> walk(tenant, PaymentFilter.ANY, PageQuery.first(25)));
        lists.put("all, in the middle", () -> walk(tenant, PaymentFilter.ANY, new PageQuery(25, middle, null)));
        lists.put("all, back from the middle", () -> walk(tenant, PaymentFilter.ANY, new PageQuery(25, null, middle)));
        lists.put(
                "test mode, 3 payments",
                () -> walk(new Tenant(tenant.merchant(), false), PaymentFilter.ANY, PageQuery.first(25)));
        lists.put(
                "failed",
                () -> walk(tenant, with(Set.of(PaymentStatus.FAILED), null, null, null), PageQuery.first(25)));
        lists.put(
                "authorised or pending",
                () -> walk(
                        tenant,
                        with(Set.of(PaymentStatus.AUTHORIZED, PaymentStatus.PENDING), null, null, null),
                        PageQuery.first(25)));
        lists.put(
                "requires action: none",
                () -> walk(tenant, with(Set.of(PaymentStatus.REQUIRES_ACTION), null, null, null), PageQuery.first(25)));
        lists.put(
                "fraud_detected",
                () -> walk(tenant, with(Set.of(), "fraud_detected", null, null), PageQuery.first(25)));
        lists.put(
                "a code that is none",
                () -> walk(tenant, with(Set.of(), "no_such_code", null, null), PageQuery.first(25)));
        lists.put("last four", () -> walk(tenant, PaymentFilter.of("7919", null), PageQuery.first(25)));
        lists.put(
                "last four and amount",
                () -> walk(tenant, PaymentFilter.of("7919", new BigDecimal("12.34")), PageQuery.first(25)));
        lists.put("KWD, 1 in 5000", () -> walk(tenant, currency("KWD"), PageQuery.first(25)));
        lists.put("EUR: none", () -> walk(tenant, currency("EUR"), PageQuery.first(25)));
        lists.put(
                "amount over 6000: none",
                () -> walk(tenant, with(Set.of(), null, new BigDecimal("6000"), null), PageQuery.first(25)));
        lists.put(
                "a day half a year ago",
                () -> walk(
                        tenant,
                        created(
                                Instant.now().minus(Duration.ofDays(200)),
                                Instant.now().minus(Duration.ofDays(199))),
                        PageQuery.first(25)));
        lists.put("acquirer's reference", () -> payments.byAcquirerReference(tenant, "ref_true4711"));
        lists.put(
                "arrivals for 50 watchers",
                () -> payments.arrivals(java.util.Collections.nCopies(
                        50, new Since(tenant, some.id().value()))));
        lists.forEach(ListsAtScaleTests::measure);
        assertThat(payments.walk(tenant, PaymentFilter.ANY, PageQuery.first(25))
                        .page()
                        .hasMore())
                .isTrue();
        for (String index : List.of(
                "payment_pkey",
                "payment_by_status",
                "payment_by_acquirer_reference",
                "payment_by_last4",
                "payment_of_order")) {
            System.out.printf(
                    "%-32s %,d bytes%n",
                    index,
                    jdbc.sql("select pg_relation_size(('payments.' || ?)::regclass)")
                            .param(index)
                            .query(Long.class)
                            .single());
        }
    }

    private void walk(Tenant tenant, PaymentFilter filter, PageQuery query) {
        payments.walk(tenant, filter, query);
    }

    private static void measure(String name, Runnable list) {
        long[] nanos = new long[RUNS];
        for (int i = -5; i < RUNS; i++) {
            long start = System.nanoTime();
            list.run();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-32s p50 %7.2f ms   p95 %7.2f ms   max %7.2f ms%n",
                name, nanos[RUNS / 2] / 1e6, nanos[RUNS * 95 / 100] / 1e6, nanos[RUNS - 1] / 1e6);
    }

    private static PaymentFilter currency(String code) {
        return new PaymentFilter(Set.of(), null, null, Money.currency(code), null, null, null, null, null, null, null);
    }

    private static PaymentFilter created(Instant from, Instant before) {
        return new PaymentFilter(Set.of(), null, null, null, null, null, null, null, null, from, before);
    }

    private static PaymentFilter with(
            Set<PaymentStatus> statuses,
            @org.jspecify.annotations.Nullable String code,
            @org.jspecify.annotations.Nullable BigDecimal from,
            @org.jspecify.annotations.Nullable BigDecimal to) {
        return new PaymentFilter(statuses, null, null, null, from, to, code, null, null, null, null);
    }
}
