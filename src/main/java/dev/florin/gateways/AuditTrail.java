package dev.florin.gateways;

import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.platform.Writes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every exchange with an acquirer, kept for good. */
@Component
class AuditTrail {

    private final JdbcClient jdbc;
    private final Writes writes;

    AuditTrail(JdbcClient jdbc, Writes writes) {
        this.jdbc = jdbc;
        this.writes = writes;
    }

    void record(Tenant tenant, UUID subject, GatewayId gateway, List<Exchange> exchanges) {
        for (Exchange exchange : exchanges) {
            writes.sql("""
                    insert into gateways.exchange
                        (merchant_id, subject, livemode, gateway, id, operation, at, took_ms, request, status, answer)
                    values (:merchant, :subject, :live, :gateway, :id, :operation, :at, :took, :request, :status, :answer)
                    """)
                    .param("merchant", tenant.merchant())
                    .param("subject", subject)
                    .param("live", tenant.live())
                    .param("gateway", gateway.name())
                    .param("id", TypeId.next())
                    .param("operation", exchange.operation())
                    .param("at", exchange.at().atOffset(ZoneOffset.UTC))
                    .param("took", exchange.took().toMillis())
                    .param("request", exchange.request())
                    .param("status", exchange.status())
                    .param("answer", exchange.answer())
                    .queue();
        }
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
