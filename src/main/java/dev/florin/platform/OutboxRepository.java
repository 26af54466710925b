package dev.florin.platform;

import static java.time.ZoneOffset.UTC;

import dev.florin.platform.Outbox.Count;
import dev.florin.platform.Outbox.Filter;
import dev.florin.platform.PublicationView.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/**
 * Publications as people look at them. All goes listener by listener, of which there are few, through indexes that begin
 * with it, so that it takes as long for a million as for ten.
 */
@Repository
class OutboxRepository {

    /** The listeners that a table has anything for: one look into the index for each. */
    private static final String LISTENERS = """
            with recursive listener (id) as (
                select min(listener_id) from %1$s where %2$s
                union all
                select (select min(listener_id) from %1$s where %2$s and listener_id > listener.id)
                from listener where listener.id is not null
            )
            """;

    private static final String ALIVE = "public.event_publication";
    private static final String DEAD = "public.dead_publication";

    private static final String COLUMNS = """
            id, listener_id, event_type, serialized_event, status, publication_date, completion_attempts,
            last_resubmission_date, failure, failed_at, null::timestamptz as ended_at, null::text as dismissal
            """;
    private static final String COLUMNS_OF_DEAD = """
            id, listener_id, event_type, serialized_event,
            case when dismissed_at is null then 'DEAD' else 'DISMISSED' end as status, publication_date,
            completion_attempts, null::timestamptz as last_resubmission_date, failure, failed_at,
            coalesce(dismissed_at, died_at) as ended_at, dismissal
            """;

    private static final String BEHIND = "(publication_date, id) > (:after, :afterId::uuid)";

    private final JdbcClient jdbc;

    OutboxRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static String in(Status status) {
        return switch (status) {
            case PUBLISHED, RESUBMITTED, FAILED -> "status = '" + status.name() + "'";
            case DEAD -> "dismissed_at is null";
            case DISMISSED -> "dismissed_at is not null";
        };
    }

    /** Of any status where the index has it second: to look for one listener after the other must not read what each has. */
    private static String listeners(Status status) {
        return LISTENERS.formatted(table(status), status.isAlive() ? "true" : in(status));
    }

    private static String columns(Status status) {
        return status.isAlive() ? COLUMNS : COLUMNS_OF_DEAD;
    }

    private static String table(Status status) {
        return status.isAlive() ? ALIVE : DEAD;
    }

    List<Count> counts() {
        return List.of(Status.values()).stream()
                .flatMap(status -> counts(status).stream())
                .toList();
    }

    private List<Count> counts(Status status) {
        String table = table(status);
        return jdbc.sql(listeners(status) + """
                        select listener.id, counted.number, counted.oldest
                        from listener cross join lateral (
                            select count(*) as number, min(publication_date) as oldest
                            from (select publication_date from %s where listener_id = listener.id and %s
                                  order by publication_date limit :most) few
                        ) counted
                        where listener.id is not null and counted.number > 0
                        """.formatted(table, in(status)))
                .param("most", Outbox.COUNTED)
                .query((row, _) -> new Count(
                        row.getString("id"),
                        status,
                        row.getLong("number"),
                        row.getObject("oldest", OffsetDateTime.class).toInstant()))
                .list();
    }

    List<PublicationView> list(Filter filter, @Nullable Cursor after, int limit) {
        Status status = filter.status();
        return bind(
                        jdbc.sql(listeners(status)
                                + """
                        select publication.*
                        from listener cross join lateral (
                            select %s from %s
                            where listener_id = listener.id and %s and %s
                            order by publication_date, id limit :limit
                        ) publication
                        order by publication.publication_date, publication.id limit :limit
                        """.formatted(
                                                columns(status),
                                                table(status),
                                                matches(filter),
                                                after == null ? "true" : BEHIND)),
                        filter)
                .param("after", after == null ? null : after.at().atOffset(UTC))
                .param("afterId", after == null ? null : after.id())
                .param("limit", limit)
                .query(OutboxRepository::view)
                .list();
    }

    Optional<PublicationView> find(UUID id) {
        return find(id, Status.FAILED).or(() -> find(id, Status.DEAD));
    }

    private Optional<PublicationView> find(UUID id, Status like) {
        return jdbc.sql("select %s from %s where id = :id".formatted(columns(like), table(like)))
                .param("id", id)
                .query(OutboxRepository::view)
                .optional();
    }

    /** Gives failed ones all their tries again. */
    List<UUID> beginAnew(Filter filter, int most) {
        return change("""
                update public.event_publication set completion_attempts = 0
                where id = any(select id from chosen) returning id
                """, filter, most);
    }

    /** Puts dead ones back where they came from. Who comes second finds none: no row is there twice. */
    List<UUID> revive(Filter filter, int most) {
        return change("""
                , back as (
                    delete from public.dead_publication where id = any(select id from chosen) returning *
                )
                insert into public.event_publication
                    (id, listener_id, event_type, serialized_event, publication_date, status, completion_attempts,
                     failure, failed_at)
                select id, listener_id, event_type, serialized_event, publication_date, 'FAILED', 0, failure, failed_at
                from back
                returning id
                """, filter, most);
    }

    List<UUID> dismiss(Filter filter, String why, Instant now, int most) {
        return change("""
                update public.dead_publication set dismissed_at = :now, dismissal = :why
                where id = any(select id from chosen) returning id
                """, filter, most, now, why);
    }

    private List<UUID> change(String statement, Filter filter, int most) {
        return change(statement, filter, most, null, null);
    }

    private List<UUID> change(String statement, Filter filter, int most, @Nullable Instant now, @Nullable String why) {
        Status status = filter.status();
        return bind(jdbc.sql("""
                        with chosen as (
                            select id from %s
                            where %s and %s
                            order by publication_date limit :most for update skip locked
                        )
                        """.formatted(table(status), matches(filter), inTime(filter)) + statement), filter)
                .param("most", most)
                .param("now", now == null ? null : now.atOffset(UTC))
                .param("why", why)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Only what is asked for, so that the index is used also by a plan that is made for any value. */
    private static String matches(Filter filter) {
        return in(filter.status())
                + (filter.listener() == null ? "" : " and listener_id = :listener")
                + (filter.event() == null ? "" : " and event_type = :event")
                + (filter.before() == null ? "" : " and publication_date <= :before")
                + (filter.id() == null ? "" : " and id = :id");
    }

    /** Always true: the index of what all listeners failed on is only for those who say so. */
    private static String inTime(Filter filter) {
        return filter.status() == Status.FAILED && filter.listener() == null ? "completion_attempts >= 0" : "true";
    }

    private static StatementSpec bind(StatementSpec statement, Filter filter) {
        return statement
                .param("listener", filter.listener())
                .param("event", filter.event())
                .param(
                        "before",
                        filter.before() == null ? null : filter.before().atOffset(UTC))
                .param("id", filter.id());
    }

    private static PublicationView view(ResultSet row, int number) throws SQLException {
        String failure = row.getString("failure");
        return new PublicationView(
                row.getObject("id", UUID.class),
                row.getString("listener_id"),
                row.getString("event_type"),
                Redaction.of(row.getString("serialized_event")),
                Status.valueOf(row.getString("status")),
                row.getObject("publication_date", OffsetDateTime.class).toInstant(),
                row.getInt("completion_attempts"),
                instant(row, "last_resubmission_date"),
                failure,
                instant(row, "failed_at"),
                instant(row, "ended_at"),
                row.getString("dismissal"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
