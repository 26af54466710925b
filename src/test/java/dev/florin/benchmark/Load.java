package dev.florin.benchmark;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Callers on one Florin, each a thread with a connection of its own.
 *
 * @param port where Florin listens, on loopback
 * @param keys whose; every journey is another's, drawn at random
 */
record Load(int port, List<Key> keys) {

    /** How long after its end an open loop still works off what has queued up, in nanoseconds. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    Tally once(Journey journey) {
        return together(1, tally -> {
            try (var http = new KeepAlive(port)) {
                journey.run(http, anyKey(), System.nanoTime(), tally);
            }
        });
    }

    /** Each of {@code callers} starts the next journey when the last has ended: what Florin can do at most. */
    Tally closed(Journey journey, int callers, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        return together(callers, tally -> {
            try (var http = new KeepAlive(port)) {
                for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                    journey.run(http, anyKey(), now, tally);
                }
            }
        });
    }

    /**
     * Journeys start at random times, {@code perSecond} on average, however Florin fares; latency counts from the time
     * that was meant, so that a stall is charged to everyone who would have met it.
     */
    Tally open(Journey journey, int callers, double perSecond, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        LongSupplier arrivals = new Arrivals(System.nanoTime(), perSecond);
        return together(callers, tally -> {
            try (var http = new KeepAlive(port)) {
                for (long at = arrivals.getAsLong(); at < end; at = arrivals.getAsLong()) {
                    if (System.nanoTime() > end + PATIENCE) {
                        tally.failed("not sent: Florin was too far behind");
                        continue;
                    }
                    Arrivals.await(at);
                    journey.run(http, anyKey(), at, tally);
                }
            }
        });
    }

    private Key anyKey() {
        return keys.get(ThreadLocalRandom.current().nextInt(keys.size()));
    }

    /** Runs {@code work} on as many threads, and adds up what each has counted. */
    static Tally together(int threads, Consumer<Tally> work) {
        // Platform threads: parking virtual ones on sockets costs a poller's CPU, and there are few enough
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var running = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> {
                                var tally = new Tally();
                                work.accept(tally);
                                return tally;
                            },
                            executor))
                    .limit(threads)
                    .toList();
            return running.stream().map(CompletableFuture::join).reduce(new Tally(), Tally::plus);
        }
    }
}
