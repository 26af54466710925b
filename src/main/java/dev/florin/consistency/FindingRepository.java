package dev.florin.consistency;

import static java.time.ZoneOffset.UTC;

import dev.florin.consistency.FindingView.Acknowledgement;
import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class FindingRepository {

    private final JdbcClient jdbc;

    FindingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the id if it is news, or else empty: then it was seen once more */
    Optional<UUID> keep(UUID id, String check, Discrepancy found, Instant now) {
        Subject subject = found.subject();
        Tenant tenant = subject.tenant();
        return jdbc.sql("""
                insert into consistency.finding as known (id, name, merchant_id, livemode, subject, aspect, expected,
                    actual, first_seen_at, last_seen_at)
                values (:id, :name, :merchant::uuid, :live::boolean, :subject, :aspect, :expected, :actual, :now, :now)
                on conflict (name, subject, aspect,
                        coalesce(merchant_id, '00000000-0000-0000-0000-000000000000'), coalesce(livemode, false))
                    where resolved_at is null
                do update set expected = excluded.expected, actual = excluded.actual, last_seen_at = excluded.last_seen_at
                returning id
                """)
                .param("id", id)
                .param("name", check)
                .param("merchant", tenant == null ? null : tenant.merchant())
                .param("live", tenant == null ? null : tenant.live())
                .param("subject", subject.id())
                .param("aspect", found.aspect())
                .param("expected", found.expected())
                .param("actual", found.actual())
                .param("now", now.atOffset(UTC))
                .query(UUID.class)
                .optional()
                .filter(id::equals);
    }

    void resolve(List<UUID> findings, Instant now) {
        jdbc.sql("update consistency.finding set resolved_at = ? where id = any(?) and resolved_at is null")
                .params(now.atOffset(UTC), findings.toArray(UUID[]::new))
                .update();
    }

    /** @return false if there is none that is open */
    boolean acknowledge(UUID finding, Acknowledgement said) {
        return jdbc.sql("""
                update consistency.finding
                set acknowledged_at = :at, acknowledged_by = :by, reason = :reason
                where id = :id and resolved_at is null
                """)
                        .param("id", finding)
                        .param("at", said.at().atOffset(UTC))
                        .param("by", said.by())
                        .param("reason", said.reason())
                        .update()
                == 1;
    }

    Optional<FindingView> find(UUID id) {
        return jdbc.sql("select * from consistency.finding where id = ?")
                .param(id)
                .query((row, _) -> view(row))
                .optional();
    }

    /** Those of a check that were seen longest ago. */
    List<FindingView> openOf(String check, int limit) {
        return jdbc.sql("""
                select * from consistency.finding where name = ? and resolved_at is null
                order by last_seen_at limit ?
                """).params(check, limit).query((row, _) -> view(row)).list();
    }

    /**
     * Newest first.
     *
     * @param check null for all
     * @param after the last one of the page before; null for the first page
     */
    List<FindingView> list(boolean open, @Nullable String check, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                select * from consistency.finding
                where (resolved_at is null) = :open and (:check::text is null or name = :check)
                  and (:after::uuid is null or id < :after::uuid)
                order by id desc limit :limit
                """)
                .param("open", open)
                .param("check", check)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> view(row))
                .list();
    }

    /** @param acknowledged those of them that somebody knows about */
    record Count(String check, long open, long acknowledged) {}

    List<Count> counts() {
        return jdbc.sql("""
                select name, count(*) as open, count(acknowledged_at) as acknowledged
                from consistency.finding where resolved_at is null group by name
                """)
                .query((row, _) -> new Count(row.getString("name"), row.getLong("open"), row.getLong("acknowledged")))
                .list();
    }

    private static FindingView view(ResultSet row) throws SQLException {
        UUID merchant = row.getObject("merchant_id", UUID.class);
        Tenant tenant = merchant == null ? null : new Tenant(merchant, row.getBoolean("livemode"));
        Instant acknowledged = instant(row, "acknowledged_at");
        return new FindingView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                new Discrepancy(
                        new Subject(tenant, row.getString("subject")),
                        row.getString("aspect"),
                        row.getString("expected"),
                        row.getString("actual")),
                Objects.requireNonNull(instant(row, "first_seen_at")),
                Objects.requireNonNull(instant(row, "last_seen_at")),
                instant(row, "resolved_at"),
                acknowledged == null
                        ? null
                        : new Acknowledgement(acknowledged, row.getString("acknowledged_by"), row.getString("reason")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
