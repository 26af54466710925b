package dev.florin.gateways;

import static java.time.ZoneOffset.UTC;

import dev.florin.gateways.GatewaySwitches.Switch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How instances find gateways, and what people decided about them. */
@Repository
class GatewayHealthRepository {

    private final JdbcClient jdbc;

    GatewayHealthRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param before what instances said earlier is forgotten */
    void report(List<GatewayHealth> found, Instant before) {
        for (GatewayHealth one : found) {
            jdbc.sql("""
                    with gone as (delete from gateways.health where at < :before)
                    insert into gateways.health (gateway, instance, at, circuit, calls, failures, p50_ms, p95_ms)
                    values (:gateway, :instance, :at, :circuit, :calls, :failures, :p50, :p95)
                    on conflict (gateway, instance) do update
                    set at = excluded.at, circuit = excluded.circuit, calls = excluded.calls,
                        failures = excluded.failures, p50_ms = excluded.p50_ms, p95_ms = excluded.p95_ms
                    """)
                    .param("before", before.atOffset(UTC))
                    .param("gateway", one.gateway().name())
                    .param("instance", one.instance())
                    .param("at", one.at().atOffset(UTC))
                    .param("circuit", one.circuit())
                    .param("calls", one.calls())
                    .param("failures", one.failures())
                    .param("p50", millis(one.p50()))
                    .param("p95", millis(one.p95()))
                    .update();
        }
    }

    List<GatewayHealth> since(Instant at) {
        return jdbc.sql("select * from gateways.health where at >= :at order by gateway, instance")
                .param("at", at.atOffset(UTC))
                .query(GatewayHealthRepository::health)
                .list();
    }

    void turn(Switch one) {
        jdbc.sql("""
                insert into gateways.switch (gateway, held, changed_at) values (:gateway, :held, :at)
                on conflict (gateway) do update set held = excluded.held, changed_at = excluded.changed_at
                """)
                .param("gateway", one.gateway().name())
                .param("held", one.held())
                .param("at", one.changedAt().atOffset(UTC))
                .update();
    }

    List<Switch> switches() {
        return jdbc.sql("select gateway, held, changed_at from gateways.switch")
                .query((row, _) -> new Switch(
                        new GatewayId(row.getString("gateway")),
                        row.getBoolean("held"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static GatewayHealth health(ResultSet row, int number) throws SQLException {
        return new GatewayHealth(
                new GatewayId(row.getString("gateway")),
                row.getString("instance"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("circuit"),
                row.getInt("calls"),
                row.getInt("failures"),
                duration(row.getObject("p50_ms", Integer.class)),
                duration(row.getObject("p95_ms", Integer.class)));
    }

    private static @Nullable Integer millis(@Nullable Duration duration) {
        return duration == null ? null : Math.toIntExact(duration.toMillis());
    }

    private static @Nullable Duration duration(@Nullable Integer millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
