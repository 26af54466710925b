package dev.florin.alerts;

import static java.time.ZoneOffset.UTC;

import dev.florin.alerts.AlertView.Silence;
import dev.florin.alerts.Rota.Seen;
import dev.florin.platform.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Alerts, and what people have silenced. */
@Repository
class AlertRepository {

    private static final String VIEW = """
            select a.*, s.until, s.reason, s.person,
                (select count(*) from alerts.notice n where n.alert_id = a.id and n.due_at is not null) as untold,
                (select n.last_error from alerts.notice n where n.alert_id = a.id and n.due_at is not null
                 order by n.id desc limit 1) as trouble
            from alerts.alert a
            left join alerts.silence s on s.name = a.name and s.key = a.key and s.until > :now
            """;

    private final JdbcClient jdbc;

    AlertRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the transaction ends nobody else looks. */
    void lock(Instant now) {
        jdbc.sql("update alerts.look set at = ?").param(now.atOffset(UTC)).update();
    }

    Instant lastLook() {
        return jdbc.sql("select greatest(at, '1970-01-01 00:00:00+00') as at from alerts.look")
                .query((row, _) -> Objects.requireNonNull(instant(row, "at")))
                .single();
    }

    List<Standing> standing() {
        return jdbc.sql("""
                select a.id, a.name, a.key, a.watch, a.severity, a.summary, a.opened_at is not null as open, a.missed,
                    a.told_at, a.told_severity, s.until
                from alerts.alert a
                left join alerts.silence s on s.name = a.name and s.key = a.key
                where a.ended_at is null order by a.id
                """).query(AlertRepository::read).list();
    }

    void add(UUID id, Seen seen, Instant now, @Nullable Instant openedAt) {
        jdbc.sql("""
                insert into alerts.alert (id, name, key, watch, severity, summary, what_to_do, href, first_seen_at,
                    seen_at, opened_at)
                values (:id, :name, :key, :watch, :severity, :summary, :whatToDo, :href, :now, :now, :opened)
                """)
                .param("id", id)
                .param("name", seen.alert().name())
                .param("key", seen.alert().key())
                .param("watch", seen.watch())
                .param("severity", seen.alert().severity().wire())
                .param("summary", seen.alert().summary())
                .param("whatToDo", seen.alert().whatToDo())
                .param("href", seen.alert().href())
                .param("now", now.atOffset(UTC))
                .param("opened", openedAt == null ? null : openedAt.atOffset(UTC))
                .update();
    }

    /** Which is enough for it to open. */
    void seeAgain(UUID id, Seen seen, Instant now) {
        jdbc.sql("""
                update alerts.alert
                set watch = :watch, severity = :severity, summary = :summary, what_to_do = :whatToDo, href = :href,
                    seen_at = :now, missed = 0, opened_at = coalesce(opened_at, :now)
                where id = :id
                """)
                .param("id", id)
                .param("watch", seen.watch())
                .param("severity", seen.alert().severity().wire())
                .param("summary", seen.alert().summary())
                .param("whatToDo", seen.alert().whatToDo())
                .param("href", seen.alert().href())
                .param("now", now.atOffset(UTC))
                .update();
    }

    void miss(UUID id) {
        jdbc.sql("update alerts.alert set missed = missed + 1 where id = ?")
                .param(id)
                .update();
    }

    void end(UUID id, Instant now) {
        jdbc.sql("update alerts.alert set ended_at = ? where id = ?")
                .params(now.atOffset(UTC), id)
                .update();
    }

    void forget(UUID id) {
        jdbc.sql("delete from alerts.alert where id = ?").param(id).update();
    }

    void tell(UUID id, Instant now) {
        jdbc.sql("update alerts.alert set told_at = ?, told_severity = severity where id = ?")
                .params(now.atOffset(UTC), id)
                .update();
    }

    int countOpen(Severity severity) {
        return jdbc.sql("""
                select count(*) from alerts.alert where ended_at is null and opened_at is not null and severity = ?
                """).param(severity.wire()).query(Integer.class).single();
    }

    List<AlertView> open(Instant now) {
        return jdbc.sql(VIEW + "where a.ended_at is null order by a.severity, a.id")
                .param("now", now.atOffset(UTC))
                .query(AlertRepository::view)
                .list();
    }

    /** The last to end first. */
    List<AlertView> ended(@Nullable Cursor after, int limit, Instant now) {
        return jdbc.sql(VIEW + """
                where a.ended_at is not null and (a.ended_at, a.id) < (:at, :id)
                order by a.ended_at desc, a.id desc limit :limit
                """)
                .param("now", now.atOffset(UTC))
                .param("at", (after == null ? Instant.parse("9999-01-01T00:00:00Z") : after.at()).atOffset(UTC))
                .param("id", after == null ? new UUID(-1, -1) : UUID.fromString(after.id()))
                .param("limit", limit)
                .query(AlertRepository::view)
                .list();
    }

    boolean isKnown(String name, String key) {
        return jdbc.sql("select exists (select from alerts.alert where name = ? and key = ?)")
                .params(name, key)
                .query(Boolean.class)
                .single();
    }

    void silence(String name, String key, Silence silence) {
        jdbc.sql("""
                insert into alerts.silence (name, key, until, reason, person)
                values (:name, :key, :until, :reason, :person)
                on conflict (name, key) do update
                set until = excluded.until, reason = excluded.reason, person = excluded.person
                """)
                .param("name", name)
                .param("key", key)
                .param("until", silence.until().atOffset(UTC))
                .param("reason", silence.reason())
                .param("person", silence.person())
                .update();
    }

    int endSilence(String name, String key) {
        return jdbc.sql("delete from alerts.silence where name = ? and key = ?")
                .params(name, key)
                .update();
    }

    void purge(Instant before, Instant now) {
        jdbc.sql("delete from alerts.alert where ended_at < ?")
                .param(before.atOffset(UTC))
                .update();
        jdbc.sql("delete from alerts.silence where until < ?")
                .param(now.atOffset(UTC))
                .update();
    }

    private static Standing read(ResultSet row, int number) throws SQLException {
        String told = row.getString("told_severity");
        return new Standing(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("key"),
                row.getString("watch"),
                Severity.of(row.getString("severity")),
                row.getString("summary"),
                row.getBoolean("open"),
                row.getInt("missed"),
                instant(row, "told_at"),
                told == null ? null : Severity.of(told),
                instant(row, "until"));
    }

    private static AlertView view(ResultSet row, int number) throws SQLException {
        Instant until = instant(row, "until");
        return new AlertView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("key"),
                Severity.of(row.getString("severity")),
                row.getString("summary"),
                row.getString("what_to_do"),
                row.getString("href"),
                Objects.requireNonNull(instant(row, "first_seen_at")),
                Objects.requireNonNull(instant(row, "seen_at")),
                instant(row, "opened_at"),
                instant(row, "ended_at"),
                instant(row, "told_at"),
                row.getInt("untold"),
                row.getString("trouble"),
                until == null ? null : new Silence(until, row.getString("reason"), row.getString("person")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
