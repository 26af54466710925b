package dev.florin.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What db-scheduler runs for all instances together. */
@Component
public class Jobs {

    private final JdbcClient jdbc;

    Jobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them, by name. */
    public List<Job> all() {
        return jdbc.sql("""
                select task_name, picked, execution_time, last_success, last_failure, consecutive_failures
                from public.scheduled_tasks order by task_name, task_instance
                """).query((row, _) -> job(row)).list();
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getString("task_name"),
                row.getBoolean("picked"),
                row.getObject("execution_time", OffsetDateTime.class).toInstant(),
                instant(row, "last_success"),
                instant(row, "last_failure"),
                row.getInt("consecutive_failures"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /**
     * @param running true while an instance has it in hand
     * @param dueAt when it runs next, or was to
     * @param failures since the last success
     */
    public record Job(
            String name,
            boolean running,
            Instant dueAt,
            @Nullable Instant lastSuccess,
            @Nullable Instant lastFailure,
            int failures) {}
}
