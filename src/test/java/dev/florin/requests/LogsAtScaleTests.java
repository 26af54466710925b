package dev.florin.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import dev.florin.platform.DatabaseOwner;
import dev.florin.requests.RequestFilter.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long lists of a merchant with a million logged requests take: {@code ./mvnw test -Dtest=LogsAtScaleTests
 * -DexcludedGroups=}. It prints, and fails only where rows are missing.
 */
@Tag("long")
@FlorinTest
class LogsAtScaleTests {

    private static final int COUNT = 1_000_000;
    private static final int RUNS = 60;

    @Autowired
    Requests requests;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DatabaseOwner owner;

    @Test
    void aMillionRequests(@Autowired Merchants merchants) {
        Tenant tenant = MerchantFixture.merchant(merchants).tenant();
        store(tenant);
        RequestView middle = requests.list(tenant, RequestFilter.ALL, PageQuery.first(25))
                .page()
                .data()
                .getLast();
        UUID payment = jdbc.sql("select payment_id from requests.request where payment_id is not null limit 1")
                .query(UUID.class)
                .single();
        Map<String, Runnable> lists = new LinkedHashMap<>();
        lists.put("all, first page", () -> list(tenant, RequestFilter.ALL, PageQuery.first(25)));
        lists.put(
                "all, next page",
                () -> list(
                        tenant, RequestFilter.ALL, new PageQuery(25, middle.id().value(), null)));
        lists.put("failed, 1 in 50", () -> list(tenant, filter(Outcome.FAILED, null, null), PageQuery.first(25)));
        lists.put("5xx: none", () -> list(tenant, filter(Outcome.BROKEN, null, null), PageQuery.first(25)));
        lists.put("POST", () -> list(tenant, filter(null, "POST", null), PageQuery.first(25)));
        lists.put("DELETE: none", () -> list(tenant, filter(null, "DELETE", null), PageQuery.first(25)));
        lists.put("a code that is none", () -> list(tenant, filter(null, null, "no_such_code"), PageQuery.first(25)));
        lists.put("of a payment", () -> requests.of(tenant, payment));
        lists.put("one", () -> requests.find(tenant, middle.id()));
        lists.forEach(LogsAtScaleTests::measure);
        assertThat(requests.list(tenant, RequestFilter.ALL, PageQuery.first(25))
                        .page()
                        .hasMore())
                .isTrue();
    }

    /** Over the last 29 days, two in three of them POSTs with bodies as payments have. */
    private void store(Tenant tenant) {
        jdbc.sql("""
                insert into requests.request (merchant_id, livemode, id, slot, key_id, method, path, route, status, code,
                    took_us, replayed, request, answer, agent, ip, payment_id)
                select :merchant, :live, id, (ms / 604800000) %% 8, 'key_test_abc', case when n %% 3 = 0 then 'GET' else 'POST' end,
                    '/api/v1/payments', '/api/v1/payments', case when n %% 50 = 0 then 422 else 201 end,
                    case when n %% 50 = 0 then 'out_of_bounds' end, 12000, false,
                    case when n %% 3 <> 0 then :body end, case when n %% 3 <> 0 then :body || :body end,
                    'agent/1', '127.0.0.1', case when n %% 3 <> 0 then gen_random_uuid() end
                from (select n, ms, (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
                             || substr(md5(n::text), 4, 15))::uuid as id
                      from (select n, (extract(epoch from now()) * 1000)::bigint - n::bigint * 2500 as ms
                            from generate_series(1, %d) n) t) rows
                """.formatted(COUNT))
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param(
                        "body",
                        "{\"amount\":50000,\"currency\":\"INR\",\"card\":{\"number\":\"424242******4242\"}}".repeat(4))
                .update();
        JdbcClient.create(owner.dataSource())
                .sql("vacuum analyze requests.request")
                .update();
    }

    private void list(Tenant tenant, RequestFilter filter, PageQuery query) {
        requests.list(tenant, filter, query);
    }

    private static RequestFilter filter(@Nullable Outcome outcome, @Nullable String method, @Nullable String code) {
        return new RequestFilter(outcome, method, null, null, code, null, null, null, null, null);
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
                "%-24s p50 %7.2f ms   p95 %7.2f ms   max %7.2f ms%n",
                name, nanos[RUNS / 2] / 1e6, nanos[RUNS * 95 / 100] / 1e6, nanos[RUNS - 1] / 1e6);
    }
}
