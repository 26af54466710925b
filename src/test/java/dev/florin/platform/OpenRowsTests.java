package dev.florin.platform;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.platform.Backlog.Waiting;
import dev.florin.platform.OpenRows.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@FlorinTest
class OpenRowsTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(6);
    private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(1));

    record Row(Tenant tenant, UUID row) implements OpenRows.Key {}

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DatabaseOwner owner;

    final Tenant tenant = new Tenant(UUID.randomUUID(), true);
    OpenRows<Row> open;

    @BeforeEach
    void table() {
        var schemas = JdbcClient.create(owner.dataSource());
        schemas.sql("""
                create table if not exists public.opened (merchant_id uuid, id uuid, livemode boolean, status text,
                    created_at timestamptz, resolve_after timestamptz, resolve_tries int default 0)
                """).update();
        schemas.sql("grant all on public.opened to public").update();
        schemas.sql("truncate public.opened").update();
        open = new OpenRows<>(jdbc, "public.opened", Row::new);
    }

    @Test
    void whatIsDueIsTakenOnceUntilItsLeaseIsOver() {
        Row due = insert(tenant, "pending", NOW, NOW);
        insert(tenant, "pending", NOW, LATER.plusSeconds(1));
        insert(tenant, "done", NOW, null);

        assertThat(open.claimDue(NOW, LATER, 10)).containsExactly(new Due<>(due, 1));
        assertThat(open.claimDue(NOW, LATER, 10)).isEmpty();
        assertThat(open.claimDue(LATER, LATER.plusSeconds(6), 10)).containsExactly(new Due<>(due, 2));
    }

    @Test
    void noMoreAreTakenThanAskedForAndTheLongestDueFirst() {
        insert(tenant, "pending", NOW, NOW);
        Row first = insert(tenant, "pending", NOW, LONG_AGO);

        assertThat(open.claimDue(NOW, LATER, 1)).extracting(Due::key).containsExactly(first);
    }

    @Test
    void whatIsPutOffIsLeftAloneAndWhatIsResolvedStaysSo() {
        Row due = insert(tenant, "pending", NOW, NOW);
        Row done = insert(tenant, "done", NOW, null);

        open.putOff(List.of(due, done), LATER);

        assertThat(open.claimDue(NOW, LATER, 10)).isEmpty();
        assertThat(open.claimDue(LATER, LATER.plusSeconds(6), 10))
                .extracting(Due::key)
                .containsExactly(due);
    }

    @Test
    void whatWaitsIsToldForEachTenantByItself() {
        insert(tenant, "pending", NOW, LATER);
        insert(tenant, "pending", LONG_AGO, LATER);
        insert(tenant, "done", LONG_AGO, null);
        insert(new Tenant(tenant.merchant(), false), "pending", LONG_AGO, LATER);

        assertThat(open.waiting(tenant)).isEqualTo(new Waiting(2, LONG_AGO));
        assertThat(open.waiting(new Tenant(UUID.randomUUID(), true))).isEqualTo(new Waiting(0, null));
    }

    @Test
    void whatIsStuckIsTakenWhoeverHasItInHand() {
        Row stuck = insert(tenant, "pending", LONG_AGO, LATER);
        insert(tenant, "pending", NOW, LONG_AGO);
        insert(tenant, "done", LONG_AGO, null);

        assertThat(open.countStuck(NOW)).isEqualTo(1);
        assertThat(open.claimStuck(NOW, LATER, 10)).containsExactly(new Due<>(stuck, 1));
    }

    @Test
    void whatIsNeverStuckIsNeitherCountedNorTakenAsStuck() {
        insert(tenant, "with the customer", LONG_AGO, NOW);
        Row stuck = insert(tenant, "pending", LONG_AGO, NOW);
        OpenRows<Row> some = open.stuckOnlyIf("status in ('pending', 'processing')");

        assertThat(some.countStuck(NOW)).isEqualTo(1);
        assertThat(some.claimStuck(NOW, LATER, 10)).extracting(Due::key).containsExactly(stuck);
        assertThat(some.claimDue(NOW, LATER, 10)).hasSize(1);
    }

    @Test
    void whatCameOfSomeIsToldByStatus() {
        Row done = insert(tenant, "done", NOW, null);
        Row failed = insert(tenant, "failed", NOW, null);
        Row pending = insert(tenant, "pending", NOW, NOW);
        insert(tenant, "done", NOW, null);

        assertThat(open.decided(List.of(done, failed, pending))).isEqualTo(Map.of("done", 1, "failed", 1));
    }

    private Row insert(Tenant of, String status, Instant made, @Nullable Instant resolveAfter) {
        var row = new Row(of, TypeId.next());
        jdbc.sql("""
                insert into public.opened (merchant_id, id, livemode, status, created_at, resolve_after)
                values (:merchant, :id, :live, :status, :made, :resolveAfter)
                """)
                .param("merchant", of.merchant())
                .param("id", row.row())
                .param("live", of.live())
                .param("status", status)
                .param("made", made.atOffset(UTC))
                .param("resolveAfter", resolveAfter == null ? null : resolveAfter.atOffset(UTC))
                .update();
        return row;
    }
}
