package dev.florin.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.PortalClient;
import dev.florin.members.MemberFixture;
import dev.florin.members.People;
import dev.florin.platform.DatabaseOwner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * The console over a million of each: {@code -Dtest=ConsoleVolumeTests -DexcludedGroups= [-Dconsole.rows=…]}. Tells how long
 * each page takes, asked for over HTTP by somebody who has signed in.
 */
@FlorinTest
@Tag("long")
@TestPropertySource(properties = "db-scheduler.enabled=false")
class ConsoleVolumeTests {

    private static final int EACH = 60;

    private static final int ROWS = Integer.getInteger("console.rows", 1_000_000);

    /** Within the time that a statement may take. */
    private static final int AT_ONCE = 50_000;

    private static final Logger log = LoggerFactory.getLogger(ConsoleVolumeTests.class);

    private static final List<String> MILLIONS = List.of("""
            insert into public.event_publication (id, listener_id, event_type, serialized_event, publication_date, status)
            select gen_random_uuid(), format('dev.florin.module%s.Listener.on(dev.florin.a.Happened)', n % 12),
                'dev.florin.a.Happened', format('{"id":"%s","email":"a@b.example"}', n), now() - make_interval(secs => n),
                (array['PUBLISHED', 'RESUBMITTED', 'FAILED'])[1 + n % 3]
            from generate_series({from}, least({to}, 1000000)) n
            """, """
            insert into public.dead_publication (id, listener_id, event_type, serialized_event, publication_date,
                completion_attempts, died_at, failure)
            select gen_random_uuid(), format('dev.florin.module%s.Listener.on(dev.florin.a.Happened)', n % 12),
                'dev.florin.a.Happened', format('{"id":"%s"}', n), now() - make_interval(secs => n), 10, now(),
                repeat('java.lang.IllegalStateException: no', 30)
            from generate_series({from}, least({to}, 1000000)) n
            """, """
            insert into webhooks.delivery (merchant_id, id, livemode, event_id, event, endpoint_id, status, attempts,
                last_status, last_error, created_at)
            select ('00000000-0000-7000-8000-' || lpad((n % 200)::text, 12, '0'))::uuid,
                (lpad(to_hex(1790000000000 + n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid, false,
                gen_random_uuid(), 'payment.success', ('00000000-0000-7000-9000-' || lpad((n % 400)::text, 12, '0'))::uuid,
                case when n % 2 = 0 then 'failed' else 'delivered' end, 5, 500, 'no', now()
            from generate_series({from}, least({to}, 1000000)) n
            """, """
            insert into gateways.callback (gateway, event, type, received_at, body, state, tries, error)
            select 'sandbox', 'cb_' || n, 'x', now() - make_interval(secs => n), '{}',
                (array['done', 'done', 'orphaned', 'unreadable'])[1 + n % 4], 6, 'about nothing known here'
            from generate_series({from}, least({to}, 1000000)) n
            """, """
            insert into audit.entry (chain, seq, id, at, actor_kind, actor_name, action, hash)
            select ('00000000-0000-7000-8000-' || lpad((n % 200)::text, 12, '0'))::uuid, n,
                (lpad(to_hex(1790000000000 + n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid,
                now() - make_interval(secs => n), 'person', 'p' || n % 50 || '@a.example', 'job.run', repeat('0', 64)
            from generate_series({from}, least({to}, 1000000)) n
            """, """
            insert into merchants.merchant (id, name, timezone, created_at)
            select gen_random_uuid(), 'Shop ' || n, 'UTC', now() from generate_series({from}, least({to}, 20000)) n
            """, """
            insert into public.scheduled_tasks (task_name, task_instance, execution_time, picked, consecutive_failures, version)
            select 'bulk.task', n::text, now() + interval '1 day', n % 1000 = 0, case when n % 10 = 0 then 1 else 0 end, 1
            from generate_series({from}, least({to}, 200000)) n
            """);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DatabaseOwner owner;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    PortalClient operator;

    @BeforeEach
    void someoneWhoRunsFlorin() {
        operator = new PortalClient(port).signIn(MemberFixture.operator(people).email(), MemberFixture.PASSWORD);
    }

    @Test
    void pagesOverMillionsAreServed() {
        for (String sql : MILLIONS) {
            for (int from = 1; from <= ROWS; from += AT_ONCE) {
                jdbc.sql(sql.replace("{from}", "" + from).replace("{to}", "" + Math.min(ROWS, from + AT_ONCE - 1)))
                        .update();
            }
        }
        JdbcClient.create(owner.dataSource()).sql("vacuum analyze").update(); // as autovacuum does, some minutes later
        Map<String, Double> p95 = new LinkedHashMap<>();
        for (String path : List.of(
                "/admin",
                "/admin/events?status=failed",
                "/admin/events?status=published",
                "/admin/events?status=dead",
                "/admin/events?status=dead&listener=dev.florin.module3.Listener.on(dev.florin.a.Happened)&age=1d",
                "/admin/jobs",
                "/admin/jobs?kind=failing",
                "/admin/webhooks",
                "/admin/callbacks?state=orphaned",
                "/admin/gateways",
                "/admin/unresolved",
                "/admin/merchants",
                "/admin/merchants?q=shop+1999",
                "/admin/audit",
                "/admin/audit?actor=p7@a.example",
                "/admin/audit?action=job.")) {
            p95.put(path, p95(path));
        }
        p95.forEach((path, millis) -> log.info("p95 {} ms {}", "%6.1f".formatted(millis), path));
        assertThat(p95).hasSize(16);
    }

    private double p95(String path) {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < EACH + 10; i++) {
            long start = System.nanoTime();
            assertThat(operator.get(path).statusCode()).as(path).isEqualTo(200);
            if (i >= 10) {
                took.add(System.nanoTime() - start);
            }
        }
        took.sort(Long::compare);
        return took.get(EACH * 95 / 100) / 1e6;
    }
}
