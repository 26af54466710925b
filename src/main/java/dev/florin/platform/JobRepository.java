package dev.florin.platform;

import static java.time.ZoneOffset.UTC;

import com.github.kagkarlsson.scheduler.task.Task;
import dev.florin.platform.Jobs.Counts;
import dev.florin.platform.Jobs.Job;
import dev.florin.platform.Jobs.Key;
import dev.florin.platform.Jobs.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Jobs in db-scheduler's table, and what they failed with in ours. */
@Repository
class JobRepository {

    /** A job that is due for longer has nobody to run it. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final String SELECT = """
            select t.task_name, t.task_instance, t.execution_time, t.picked, t.picked_by, t.last_heartbeat,
                t.last_success, t.last_failure, coalesce(t.consecutive_failures, 0) as failures,
                f.at, f.took_ms, f.ran_on, f.failure
            from public.scheduled_tasks t
            left join public.job_failure f on f.task_name = t.task_name and f.task_instance = t.task_instance
            """;

    private final JdbcClient jdbc;
    private final ObjectProvider<Task<?>> tasks;

    JobRepository(JdbcClient jdbc, ObjectProvider<Task<?>> tasks) {
        this.jdbc = jdbc;
        this.tasks = tasks;
    }

    List<Job> all() {
        return jdbc.sql("""
                select task_name, picked, execution_time, last_success, last_failure, consecutive_failures
                from public.scheduled_tasks order by task_name, task_instance
                """).query((row, _) -> job(row)).list();
    }

    Counts counts(Instant now) {
        return jdbc.sql("""
                select
                    (select count(*) from (select from public.scheduled_tasks limit :most) t) as total,
                    (select count(*) from (select from public.scheduled_tasks where picked limit :most) t) as running,
                    (select count(*) from (
                        select from public.scheduled_tasks where consecutive_failures > 0 limit :most) t) as failing,
                    (select count(*) from (
                        select from public.scheduled_tasks where execution_time < :late and not picked limit :most) t)
                        as late
                """)
                .param("most", Outbox.COUNTED)
                .param("late", now.minus(LATE).atOffset(UTC))
                .query((row, _) -> new Counts(
                        row.getLong("total"), row.getLong("running"), row.getLong("failing"), row.getLong("late")))
                .single();
    }

    List<JobView> list(Kind kind, @Nullable Key after, int limit) {
        String which = switch (kind) {
            case ALL -> "true";
            case RUNNING -> "t.picked";
            case FAILING -> "t.consecutive_failures > 0";
        };
        return jdbc.sql(SELECT + """
                        where %s and (t.task_name, t.task_instance) > (:name, :instance)
                        order by t.task_name, t.task_instance limit :limit
                        """.formatted(which))
                .param("name", after == null ? "" : after.name())
                .param("instance", after == null ? "" : after.instance())
                .param("limit", limit)
                .query((row, _) -> view(row))
                .list();
    }

    Optional<JobView> find(Key key) {
        return jdbc.sql(SELECT + "where t.task_name = :name and t.task_instance = :instance")
                .param("name", key.name())
                .param("instance", key.instance())
                .query((row, _) -> view(row))
                .optional();
    }

    private JobView view(ResultSet row) throws SQLException {
        String name = row.getString("task_name");
        Optional<Task<?>> task =
                tasks.stream().filter(t -> t.getName().equals(name)).findAny();
        Instant failedAt = instant(row, "at");
        return new JobView(
                name,
                row.getString("task_instance"),
                task.map(Schedules::words).orElse(null),
                task.isPresent(),
                row.getBoolean("picked") ? Objects.requireNonNullElse(row.getString("picked_by"), "unknown") : null,
                instant(row, "last_heartbeat"),
                Objects.requireNonNull(instant(row, "execution_time")),
                instant(row, "last_success"),
                instant(row, "last_failure"),
                row.getInt("failures"),
                failedAt == null
                        ? null
                        : new JobView.Failure(
                                failedAt, row.getLong("took_ms"), row.getString("ran_on"), row.getString("failure")));
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getString("task_name"),
                row.getBoolean("picked"),
                Objects.requireNonNull(instant(row, "execution_time")),
                instant(row, "last_success"),
                instant(row, "last_failure"),
                row.getInt("consecutive_failures"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
