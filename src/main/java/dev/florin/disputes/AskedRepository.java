package dev.florin.disputes;

import static java.time.ZoneOffset.UTC;

import dev.florin.gateways.GatewayId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Up to where each gateway was asked what happened to disputes. */
@Repository
class AskedRepository {

    private final JdbcClient jdbc;

    AskedRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty if it never was. */
    Optional<Instant> upTo(GatewayId gateway) {
        return jdbc.sql("select up_to from disputes.asked where gateway = :gateway")
                .param("gateway", gateway.name())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    void note(GatewayId gateway, Instant upTo) {
        jdbc.sql("""
                insert into disputes.asked (gateway, up_to) values (:gateway, :upTo)
                on conflict (gateway) do update set up_to = excluded.up_to
                """)
                .param("gateway", gateway.name())
                .param("upTo", upTo.atOffset(UTC))
                .update();
    }
}
