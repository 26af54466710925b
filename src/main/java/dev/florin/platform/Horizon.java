package dev.florin.platform;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * For those who count what others only add, from one watermark to the next: up to where nothing can be added any more.
 * Rows carry the time at which their transaction began, by the database's clock, and are seen only at its end.
 */
@Component
public class Horizon {

    private final JdbcClient jdbc;

    Horizon(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A time of the database's clock: all rows that carry an earlier one can be seen by the caller's next statement.
     *
     * @param lag how far it lies back at the least. That should do if it is longer than any transaction lives; but should
     *     one live on in spite of all time-outs, the horizon waits for it
     */
    public OffsetDateTime at(Duration lag) {
        // In a statement of its own, before the one that counts: whatever is no longer running here is visible there
        return jdbc.sql("""
                        select least(now() - ? * interval '1 ms', min(xact_start))
                        from pg_stat_activity
                        where datname = current_database() and backend_type = 'client backend'
                        """).param(lag.toMillis()).query(OffsetDateTime.class).single();
    }
}
