package dev.florin.gateways;

import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every exchange with an acquirer, kept for good. */
@Component
class AuditTrail {

    private final JdbcClient jdbc;

    AuditTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One statement however many there are, as payments wait for it. */
    void record(Tenant tenant, UUID subject, GatewayId gateway, List<Exchange> exchanges) {
        if (exchanges.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into gateways.exchange
                            (merchant_id, subject, livemode, gateway, id, operation, at, took_ms, request, status, answer)
                        select ?, ?, ?, ?, * from unnest(
                            ?::uuid[], ?::text[], ?::timestamptz[], ?::integer[], ?::text[], ?::smallint[], ?::text[])
                        """)
                .params(
                        tenant.merchant(),
                        subject,
                        tenant.live(),
                        gateway.name(),
                        each(exchanges, _ -> TypeId.next().toString(), String[]::new),
                        each(exchanges, Exchange::operation, String[]::new),
                        each(exchanges, exchange -> exchange.at().toString(), String[]::new),
                        each(exchanges, exchange -> (int) exchange.took().toMillis(), Integer[]::new),
                        each(exchanges, Exchange::request, String[]::new),
                        each(exchanges, Exchange::status, Integer[]::new),
                        each(exchanges, Exchange::answer, String[]::new))
                .update();
    }

    List<Exchange> of(Tenant tenant, UUID subject) {
        return jdbc.sql("""
                        select at, took_ms, operation, request, status, answer
                        from gateways.exchange
                        where merchant_id = ? and subject = ? and livemode = ?
                        order by id
                        """)
                .params(tenant.merchant(), subject, tenant.live())
                .query(AuditTrail::exchange)
                .list();
    }

    private static Object each(
            List<Exchange> exchanges,
            Function<Exchange, ? extends @Nullable Object> part,
            IntFunction<Object[]> array) {
        return exchanges.stream().map(part).toArray(array);
    }

    private static Exchange exchange(ResultSet row, int number) throws SQLException {
        return new Exchange(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Duration.ofMillis(row.getInt("took_ms")),
                row.getString("operation"),
                row.getString("request"),
                row.getObject("status", Integer.class),
                row.getString("answer"));
    }
}
