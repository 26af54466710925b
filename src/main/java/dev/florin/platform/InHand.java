package dev.florin.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What this instance has in hand. Each thing has a lease in its row, which is renewed here for as long as its next step
 * takes; when the instance dies, the lease runs out and any other takes the thing up. A lease saves work and decides
 * nothing: two instances at one thing are kept apart by its version.
 *
 * @param <K> by what the thing is known
 */
public final class InHand<K> implements SmartLifecycle {

    /** How soon a thing is taken up by others after the instance that had it in hand died. */
    public static final Duration LEASE = Duration.ofSeconds(6);

    private static final Duration RENEWAL = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);
    private static final Logger log = LoggerFactory.getLogger(InHand.class);

    private final String name;
    private final Leases<K> leases;
    private final Function<K, Map<String, String>> mentions;
    private final InstantSource clock;
    private final Set<Ticket<K>> tickets = ConcurrentHashMap.newKeySet();
    private final Semaphore room;
    private volatile ExecutorService workers;
    private volatile boolean running;

    /** Where leases are kept. */
    @FunctionalInterface
    public interface Leases<K> {
        void renew(List<K> things, Instant until);
    }

    /**
     * @param name of the things, for threads and logs
     * @param most how many at once
     */
    public InHand(String name, int most, Leases<K> leases, InstantSource clock) {
        this(name, most, leases, _ -> Map.of(), clock);
    }

    /** @param mentions what log lines say while a thing is in hand, by the keys of {@link Mentions} */
    public InHand(
            String name, int most, Leases<K> leases, Function<K, Map<String, String>> mentions, InstantSource clock) {
        this.name = name;
        this.mentions = mentions;
        this.room = new Semaphore(most);
        this.leases = leases;
        this.clock = clock;
        this.workers = newWorkers();
    }

    /**
     * How long to wait before asking again: from one second to fifteen, growing by one every four tries, as a customer may
     * be waiting or an acquirer be down.
     */
    public static Duration pause(int tries) {
        Duration pause = Duration.ofSeconds(1 + tries / 4);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private ExecutorService newWorkers() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /**
     * Takes the next step of a thing in hand.
     *
     * @return what becomes of it; {@link Step#left} if this instance has its hands full, and it is left to its lease
     */
    public <V> Step<V> take(K thing, Supplier<V> step) {
        if (!room.tryAcquire()) {
            return Step.left();
        }
        var ticket = new Ticket<>(thing, System.nanoTime());
        tickets.add(ticket);
        try {
            return new Step<>(CompletableFuture.supplyAsync(
                    Mentions.carry(mentions.apply(thing), () -> carryOut(ticket, step)), workers));
        } catch (RejectedExecutionException e) { // shutting down
            putDown(ticket, e);
            return Step.left();
        }
    }

    private <V> V carryOut(Ticket<K> ticket, Supplier<V> step) {
        Throwable failure = null;
        try {
            return step.get();
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            putDown(ticket, failure);
        }
    }

    private void putDown(Ticket<K> ticket, @Nullable Throwable failure) {
        tickets.remove(ticket);
        room.release();
        if (failure != null) {
            log.warn("{} will be taken up again when its lease has run out", ticket.thing(), failure);
        }
    }

    /** How many more it can take; 0 while it is not running. */
    public int room() {
        return running ? room.availablePermits() : 0;
    }

    private void renewLeases(ExecutorService own) {
        while (running && own == workers) {
            try {
                Thread.sleep(RENEWAL);
                long longAgo = System.nanoTime() - RENEWAL.toNanos();
                List<K> old = tickets.stream()
                        .filter(t -> t.since() - longAgo < 0)
                        .map(Ticket::thing)
                        .toList();
                if (!old.isEmpty()) {
                    leases.renew(old, clock.instant().plus(LEASE));
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Leases were not renewed; others may take up each {} in hand: {}", name, e.getMessage());
            }
        }
    }

    /** Also after a {@link #stop}, as Spring does with a context that was paused or restored from a checkpoint. */
    @Override
    public void start() {
        ExecutorService own = workers.isShutdown() ? newWorkers() : workers;
        workers = own;
        running = true;
        Thread.ofVirtual().name(name + "-leases").start(() -> renewLeases(own));
    }

    @Override
    public void stop() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(SHUTDOWN.toSeconds(), TimeUnit.SECONDS)) {
                log.info("{} of {} are left to other instances or the next start", tickets.size(), name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the web server and stops after it, when no request can bring anything new. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }

    /**
     * What becomes of a thing.
     *
     * @param future null if it was left to its lease
     */
    public record Step<V>(@Nullable CompletableFuture<V> future) {

        public static <V> Step<V> left() {
            return new Step<>(null);
        }

        boolean isUnderWay() {
            return future != null && !future.isDone();
        }

        /** Waits, and tells what became of it; null if that is not known by then, or it failed: then it is the lease's. */
        @Nullable
        V within(Duration wait) {
            try {
                if (future != null && !future.isCompletedExceptionally()) {
                    return future.get(wait.toNanos(), TimeUnit.NANOSECONDS);
                }
                TimeUnit.NANOSECONDS.sleep(wait.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (TimeoutException | ExecutionException e) {
                // somebody else will know
            }
            return null;
        }
    }

    /** Equal to itself alone, as a thing may be in hand for several reasons at once. */
    private static final class Ticket<K> {
        private final K thing;
        private final long since;

        Ticket(K thing, long since) {
            this.thing = thing;
            this.since = since;
        }

        K thing() {
            return thing;
        }

        long since() {
            return since;
        }
    }
}
