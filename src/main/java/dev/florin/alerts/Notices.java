package dev.florin.alerts;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.TypeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the operator is to be told. */
@Repository
class Notices {

    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final Ways ways;

    Notices(JdbcClient jdbc, Ways ways) {
        this.jdbc = jdbc;
        this.ways = ways;
    }

    enum Kind {
        OPENED,
        STILL_OPEN,
        ENDED;

        /** As the database writes it. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A notice in hand.
     *
     * @param tries with this one
     * @param endedAt null while the alert stands
     */
    record Notice(
            UUID id,
            Kind kind,
            String name,
            String key,
            Severity severity,
            String summary,
            String whatToDo,
            @Nullable String href,
            UUID alert,
            Instant madeAt,
            Instant firstSeenAt,
            @Nullable Instant endedAt,
            int tries) {}

    /** By each way that is set up. */
    void add(Standing alert, Kind kind, Instant now) {
        for (Way way : ways.all()) {
            jdbc.sql("""
                    insert into alerts.notice (id, alert_id, kind, way, severity, summary, made_at, due_at)
                    values (:id, :alert, :kind, :way, :severity, :summary, :now, :now)
                    """)
                    .param("id", TypeId.next())
                    .param("alert", alert.id())
                    .param("kind", kind.wire())
                    .param("way", way.name())
                    .param("severity", alert.severity().wire())
                    .param("summary", alert.summary())
                    .param("now", now.atOffset(UTC))
                    .update();
        }
    }

    /** Takes what is due by a way, and keeps others off it for {@code lease}. */
    List<Notice> claim(Way way, Instant now, Duration lease) {
        return jdbc.sql("""
                with due as (
                    select id from alerts.notice where due_at <= :now and way = :way
                    order by due_at limit :most for update skip locked
                )
                update alerts.notice n set due_at = :until, tries = n.tries + 1
                from due, alerts.alert a
                where n.id = due.id and a.id = n.alert_id
                returning n.id, n.kind, n.severity, n.summary, n.made_at, n.tries, a.id as alert, a.name, a.key,
                    a.what_to_do, a.href, a.first_seen_at, a.ended_at
                """)
                .param("now", now.atOffset(UTC))
                .param("way", way.name())
                .param("most", AT_ONCE)
                .param("until", now.plus(lease).atOffset(UTC))
                .query(Notices::notice)
                .list();
    }

    void told(UUID id) {
        jdbc.sql("update alerts.notice set due_at = null, last_error = null where id = ?")
                .param(id)
                .update();
    }

    void failed(UUID id, String error, Instant next) {
        jdbc.sql("update alerts.notice set due_at = ?, last_error = left(?, 500) where id = ?")
                .params(next.atOffset(UTC), error, id)
                .update();
    }

    int countUntold() {
        return jdbc.sql("select count(*) from alerts.notice where due_at is not null")
                .query(Integer.class)
                .single();
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Notice(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("name"),
                row.getString("key"),
                Severity.of(row.getString("severity")),
                row.getString("summary"),
                row.getString("what_to_do"),
                row.getString("href"),
                row.getObject("alert", UUID.class),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getInt("tries"));
    }
}
