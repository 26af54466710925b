package dev.florin.consistency;

import static java.time.ZoneOffset.UTC;

import dev.florin.platform.InHand.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What looking after stuck payments and refunds found and did (MISSION R1), of the last 30 days. */
@Component
public class Sweeps {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

    /** Longer than an acquirer takes to answer; what takes longer still is counted as open. */
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private static final Logger log = LoggerFactory.getLogger(Sweeps.class);

    private final JdbcClient jdbc;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final JsonMapper json = new JsonMapper();

    Sweeps(JdbcClient jdbc, MeterRegistry metrics, InstantSource clock) {
        this.jdbc = jdbc;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Has stuck things asked about, waits for what comes of it, and writes that down.
     *
     * @param found how many are stuck
     * @param ask takes them up, or as many as there is room for
     * @param decided how many of those taken up came to which status
     * @param open how many are stuck still
     */
    public void run(
            String what,
            int found,
            Supplier<List<? extends Step<?>>> ask,
            Supplier<Map<String, Integer>> decided,
            IntSupplier open) {
        Instant at = clock.instant();
        long begun = System.nanoTime();
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (Step<?> step : ask.get()) {
            if (step.future() != null) {
                asked.add(step.future());
            }
        }
        await(asked);
        var sweep = new Sweep(
                what,
                at,
                found,
                asked.size(),
                decided.get(),
                open.getAsInt(),
                Duration.ofNanos(System.nanoTime() - begun));
        keep(sweep);
        count(sweep);
        log.warn(
                "{} {} had been open for more than 10 minutes: asked about {}, decided {}, {} are open still",
                sweep.found(),
                what,
                sweep.asked(),
                sweep.decided(),
                sweep.openStill());
    }

    private static void await(List<CompletableFuture<?>> asked) {
        try {
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // What became of each, its row tells
        }
    }

    private void count(Sweep sweep) {
        Counter.builder("florin.stuck.found")
                .description("Payments and refunds found open for more than 10 minutes, each time again")
                .tag("what", sweep.what())
                .register(metrics)
                .increment(sweep.found());
        sweep.decided()
                .forEach((status, number) -> Counter.builder("florin.stuck.decided")
                        .description("What became of those when they were asked about")
                        .tags("what", sweep.what(), "status", status)
                        .register(metrics)
                        .increment(number));
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
    private void keep(Sweep sweep) {
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
