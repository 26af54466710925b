package dev.florin.reconciliation;

import static java.time.ZoneOffset.UTC;

import dev.florin.gateways.GatewayId;
import dev.florin.kernel.Tenant;
import dev.florin.reconciliation.reading.Columns;
import dev.florin.reconciliation.reading.Format;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class SourceRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    SourceRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false if the tenant has one for that gateway */
    boolean insert(Source source, Instant now) {
        return jdbc.sql("""
                insert into reconciliation.source (merchant_id, id, livemode, name, gateway, format, columns, zone, tolerance,
                    days, fetched, created_at)
                values (:merchant, :id, :live, :name, :gateway, :format, :columns::jsonb, :zone, :tolerance, :days,
                    :fetched, :now)
                on conflict do nothing
                """)
                        .param("merchant", source.tenant().merchant())
                        .param("id", source.id().value())
                        .param("live", source.tenant().live())
                        .param("name", source.name())
                        .param("gateway", source.gateway().name())
                        .param("format", source.format().wire())
                        .param("columns", json.writeValueAsString(source.columns()))
                        .param("zone", source.zone().getId())
                        .param("tolerance", source.tolerance())
                        .param("days", source.days())
                        .param("fetched", source.fetched())
                        .param("now", now.atOffset(UTC))
                        .update()
                == 1;
    }

    void update(Source source) {
        jdbc.sql("""
                update reconciliation.source set name = :name, format = :format, columns = :columns::jsonb,
                    zone = :zone, tolerance = :tolerance, days = :days, fetched = :fetched
                where merchant_id = :merchant and id = :id
                """)
                .param("merchant", source.tenant().merchant())
                .param("id", source.id().value())
                .param("name", source.name())
                .param("format", source.format().wire())
                .param("columns", json.writeValueAsString(source.columns()))
                .param("zone", source.zone().getId())
                .param("tolerance", source.tolerance())
                .param("days", source.days())
                .param("fetched", source.fetched())
                .update();
    }

    List<Source> list(Tenant tenant) {
        return jdbc.sql("""
                select * from reconciliation.source where merchant_id = :merchant and livemode = :live
                order by name, id
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .query((row, _) -> source(row))
                .list();
    }

    Optional<Source> find(Tenant tenant, SourceId id) {
        return read(tenant, id, "");
    }

    /** Keeps all others who match or decide from it until the caller's transaction ends. */
    Optional<Source> lock(Tenant tenant, SourceId id) {
        return read(tenant, id, "for update");
    }

    private Optional<Source> read(Tenant tenant, SourceId id, String how) {
        return jdbc.sql("""
                select * from reconciliation.source where merchant_id = :merchant and id = :id and livemode = :live
                """ + how)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query((row, _) -> source(row))
                .optional();
    }

    /** All that have read a statement, or are fetched. */
    List<Source> active() {
        return jdbc.sql("""
                select * from reconciliation.source where since is not null or fetched order by merchant_id, id
                """).query((row, _) -> source(row)).list();
    }

    /** A statement told of these days; of earlier ones than any before, movements are to be taken over too. */
    void cover(Source source, LocalDate from, LocalDate to) {
        jdbc.sql("""
                update reconciliation.source set
                    taken_to = case when since is null or :from < since then null else taken_to end,
                    since = least(since, :from), covered_to = greatest(covered_to, :to)
                where merchant_id = :merchant and id = :id and (since is null or since > :from or covered_to < :to)
                """)
                .param("merchant", source.tenant().merchant())
                .param("id", source.id().value())
                .param("from", from)
                .param("to", to)
                .update();
    }

    @Nullable
    Instant takenTo(Source source) {
        return jdbc.sql("select taken_to from reconciliation.source where merchant_id = :merchant and id = :id")
                .param("merchant", source.tenant().merchant())
                .param("id", source.id().value())
                .query((row, _) -> Optional.ofNullable(row.getObject("taken_to", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single()
                .orElse(null);
    }

    void taken(Source source, Instant to) {
        jdbc.sql("""
                update reconciliation.source set taken_to = :to
                where merchant_id = :merchant and id = :id and taken_to is distinct from :to
                """)
                .param("merchant", source.tenant().merchant())
                .param("id", source.id().value())
                .param("to", to.atOffset(UTC))
                .update();
    }

    private Source source(ResultSet row) throws SQLException {
        return new Source(
                new SourceId(row.getObject("id", UUID.class)),
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                row.getString("name"),
                new GatewayId(row.getString("gateway")),
                Format.of(row.getString("format")).orElseThrow(),
                json.readValue(row.getString("columns"), Columns.class),
                ZoneId.of(row.getString("zone")),
                row.getLong("tolerance"),
                row.getInt("days"),
                row.getBoolean("fetched"),
                row.getObject("since", LocalDate.class),
                row.getObject("covered_to", LocalDate.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
