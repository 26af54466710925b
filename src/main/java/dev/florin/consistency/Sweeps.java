package dev.florin.consistency;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What looking after stuck payments and refunds found and did (MISSION R1), of the last 30 days. */
@Component
public class Sweeps {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    Sweeps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One time that something was stuck.
     *
     * @param what {@code payments} or {@code refunds}
     * @param found how many were stuck
     * @param asked about how many of them the acquirer was asked now; the others were in hand, or come next time
     * @param decided how many came to which status
     * @param openStill how many are as stuck as before
     */
    public record Sweep(
            String what, Instant at, int found, int asked, Map<String, Integer> decided, int openStill, Duration took) {

        public Sweep {
            decided = Map.copyOf(decided);
        }
    }

    /** Keeps it, and forgets what is old. */
    public void record(Sweep sweep) {
        jdbc.sql("""
                insert into consistency.sweep (what, at, found, asked, decided, open_still, took_ms)
                values (:what, :at, :found, :asked, :decided::jsonb, :open, :took)
                on conflict do nothing
                """)
                .param("what", sweep.what())
                .param("at", sweep.at().atOffset(UTC))
                .param("found", sweep.found())
                .param("asked", sweep.asked())
                .param("decided", json.writeValueAsString(sweep.decided()))
                .param("open", sweep.openStill())
                .param("took", sweep.took().toMillis())
                .update();
        jdbc.sql("delete from consistency.sweep where at < ?")
                .param(sweep.at().minus(KEPT).atOffset(UTC))
                .update();
    }

    /** The newest ones, newest first. */
    public List<Sweep> newest(int limit) {
        return jdbc.sql("select * from consistency.sweep order by at desc, what limit ?")
                .param(limit)
                .query((row, _) -> sweep(row))
                .list();
    }

    private Sweep sweep(ResultSet row) throws SQLException {
        return new Sweep(
                row.getString("what"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getInt("found"),
                row.getInt("asked"),
                json.readValue(row.getString("decided"), COUNTS),
                row.getInt("open_still"),
                Duration.ofMillis(row.getLong("took_ms")));
    }
}
