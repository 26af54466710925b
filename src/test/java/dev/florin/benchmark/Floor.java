package dev.florin.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.kernel.TypeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The most that this machine could do: the durable facts of paid orders written by plain JDBC on the same PostgreSQL,
 * with nothing else between. A gateway that does everything else for nothing would be as fast.
 */
final class Floor {

    private static final List<Integer> CALLERS = List.of(8, 16, 32, 64);
    private static final int TRYING = 3;

    private final Postgres postgres;
    private final List<UUID> merchants;

    private Floor(Postgres postgres, List<UUID> merchants) {
        this.postgres = postgres;
        this.merchants = merchants;
    }

    static Floor lay(Postgres postgres, int merchants) throws SQLException {
        try (var connection = postgres.connect();
                var sql = Floor.class.getResourceAsStream("floor.sql")) {
            connection.createStatement().execute(new String(sql.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Floor(
                postgres, Stream.generate(TypeId::next).limit(merchants).toList());
    }

    /**
     * The floor at one time.
     *
     * @param cpuPostgres CPU milliseconds of PostgreSQL per payment
     * @param cpuClient CPU milliseconds of this process per payment
     * @param p95 milliseconds
     * @param others how many cores were busy with what is none of ours
     */
    record Level(
            int callers,
            double paymentsPerSecond,
            double cpuPostgres,
            double cpuClient,
            double commitsPerPayment,
            double p95,
            double others) {}

    /** Warms up, finds out how many callers are best, and measures those. */
    Level measure(int seconds) throws SQLException {
        run(16, TRYING);
        postgres.settle();
        int best = CALLERS.stream()
                .map(callers -> run(callers, TRYING))
                .max(Comparator.comparingDouble(Level::paymentsPerSecond))
                .orElseThrow()
                .callers();
        postgres.settle();
        return run(best, seconds);
    }

    private Level run(int callers, int seconds) {
        try (var connection = postgres.connect()) {
            var meter = new Meter(connection, OptionalLong.empty());
            var writers = new ConcurrentLinkedQueue<>(
                    Stream.generate(this::writer).limit(callers).toList());
            var before = meter.read();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            var tally = Load.together(callers, t -> write(writers.remove(), end, t));
            var used = meter.read().since(before);
            double payments = tally.payments();
            return new Level(
                    callers,
                    payments / used.seconds(),
                    1000 * used.postgres() / payments,
                    1000 * used.load() / payments,
                    used.writes() / payments,
                    tally.whole(95),
                    used.others() / used.seconds());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private FloorPayment writer() {
        try {
            return new FloorPayment(postgres.connect(), merchants);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(FloorPayment payment, long end, Tally tally) {
        try (payment) {
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                payment.write();
                tally.succeeded(0, 0, System.nanoTime() - now);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
