package dev.florin.benchmark;

import static dev.florin.benchmark.Benchmark.say;
import static dev.florin.benchmark.Journey.ORDER_PAY_WAIT;
import static dev.florin.benchmark.Journey.PAY_BACKGROUND;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The paths through a running Florin, one after another. */
final class Paths {

    /** Of the closed loop's rate, what the open loop offers: busy, and not overrun. */
    private static final double OPEN_SHARE = 0.7;

    /** As many as may be under way at once in the open loop before latency counts their waiting for each other. */
    private static final int OPEN_CALLERS = 128;

    private static final long LAST_END = TimeUnit.SECONDS.toNanos(60);

    private final Settings settings;
    private final Postgres postgres;
    private final Load load;
    private final Connection connection;
    private final Meter meter;
    private final List<Measured> measured = new ArrayList<>();
    private @Nullable Statements statements;

    private Paths(Settings settings, Postgres postgres, Load load, Connection connection, Meter meter) {
        this.settings = settings;
        this.postgres = postgres;
        this.load = load;
        this.connection = connection;
        this.meter = meter;
    }

    static Paths drive(Settings settings, Postgres postgres, FlorinProcess florin)
            throws SQLException, InterruptedException {
        try (var connection = postgres.connect()) {
            var keys = Key.issue(connection, FlorinProcess.PEPPER, settings.merchants());
            var meter = new Meter(connection, OptionalLong.of(florin.pid()));
            var paths = new Paths(settings, postgres, new Load(florin.port(), keys), connection, meter);
            paths.warmUp();
            paths.drive();
            return paths;
        }
    }

    List<Measured> measured() {
        return measured;
    }

    Statements statements() {
        return Objects.requireNonNull(statements);
    }

    private void warmUp() {
        say("warming up");
        var first = load.once(ORDER_PAY_WAIT);
        if (first.errors() > 0) {
            throw new IllegalStateException("Florin does not take a payment: " + first.messages());
        }
        load.closed(PAY_BACKGROUND, settings.clients(), 1 + settings.warmup() / 5);
        load.closed(ORDER_PAY_WAIT, settings.clients(), settings.warmup());
    }

    private void drive() throws SQLException, InterruptedException {
        int callers = settings.clients();
        int seconds = settings.seconds();
        var closed = measure(ORDER_PAY_WAIT, "", callers, null, () -> load.closed(ORDER_PAY_WAIT, callers, seconds));
        double rate = OPEN_SHARE * closed.paymentsPerSecond();
        measure(
                ORDER_PAY_WAIT,
                "_open",
                OPEN_CALLERS,
                rate,
                () -> load.open(ORDER_PAY_WAIT, OPEN_CALLERS, rate, seconds));
        measure(PAY_BACKGROUND, "", callers, null, () -> toTheEnd(load.closed(PAY_BACKGROUND, callers, seconds)));
        say("statements");
        statements = Statements.count(postgres, () -> load.closed(ORDER_PAY_WAIT, 4, 3));
        try (var endpoint = new Endpoint()) {
            endpoint.subscribe(load.port(), load.keys());
            load.closed(ORDER_PAY_WAIT, callers, Math.min(10, settings.warmup())); // deliveries are new to it
            long before = endpoint.told();
            var told = measure(
                    ORDER_PAY_WAIT,
                    "_webhook",
                    callers,
                    null,
                    () -> delivered(load.closed(ORDER_PAY_WAIT, callers, seconds)));
            say("%d deliveries of %d payments"
                    .formatted(endpoint.told() - before, told.tally().payments()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until Florin has told of everything, as its cost belongs to the path. */
    private Tally delivered(Tally tally) {
        return toTheEnd(tally, "select count(*) from webhooks.delivery where next_attempt_at is not null");
    }

    private Measured measure(
            Journey journey, String variant, int callers, @Nullable Double offered, Supplier<Tally> load)
            throws SQLException {
        String path = journey.name().toLowerCase(Locale.ROOT) + variant;
        say(path);
        postgres.settle();
        var before = meter.read();
        var tally = load.get();
        var result = new Measured(
                path, journey, callers, offered, tally, meter.read().since(before));
        say("%s: %.0f payments/s".formatted(path, result.paymentsPerSecond()));
        tally.messages().forEach((message, times) -> say("%d × %s".formatted(times, message)));
        measured.add(result);
        return result;
    }

    /** Waits until Florin has brought every payment to its end, as its cost and time belong to the path. */
    private Tally toTheEnd(Tally tally) {
        return toTheEnd(tally, Books.UNFINISHED);
    }

    private Tally toTheEnd(Tally tally, String unfinished) {
        long deadline = System.nanoTime() + LAST_END;
        try {
            long left = Books.count(connection, unfinished);
            while (left > 0 && System.nanoTime() < deadline) {
                Thread.sleep(100);
                left = Books.count(connection, unfinished);
            }
            if (left > 0) {
                tally.failed("%d were not brought to an end".formatted(left));
            }
        } catch (SQLException e) {
            tally.failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return tally;
    }
}
