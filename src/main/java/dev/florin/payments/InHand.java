package dev.florin.payments;

import dev.florin.kernel.Tenant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The payments whose next step this instance has in hand. Each has a lease in its row, {@code resolve_after}, which is
 * renewed here for as long as the step takes; when the instance dies, the lease runs out and any other takes the
 * payment up. A lease saves work and decides nothing: two instances on one payment are kept apart by its version.
 */
@Component
class InHand implements SmartLifecycle {

    /** How soon a payment is taken up by others after the instance that had it in hand died. */
    static final Duration LEASE = Duration.ofSeconds(6);

    private static final Duration RENEWAL = Duration.ofSeconds(2);
    private static final int MOST = 2000;
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);
    private static final Logger log = LoggerFactory.getLogger(InHand.class);

    private final PaymentRepository payments;
    private final InstantSource clock;
    private final Set<Ticket> tickets = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(MOST);
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("payment-", 0).factory());
    private volatile boolean running;

    InHand(PaymentRepository payments, InstantSource clock) {
        this.payments = payments;
        this.clock = clock;
    }

    /**
     * Takes the next step of a payment in hand.
     *
     * @return what becomes of it; empty if this instance has its hands full, and the payment is left to its lease
     */
    Optional<CompletableFuture<Payment>> take(Tenant tenant, PaymentId id, Supplier<Payment> step) {
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        var ticket = new Ticket(tenant, id, System.nanoTime());
        tickets.add(ticket);
        try {
            return Optional.of(CompletableFuture.supplyAsync(step, workers)
                    .whenComplete((_, failure) -> putDown(ticket, failure)));
        } catch (RejectedExecutionException e) { // shutting down
            putDown(ticket, e);
            return Optional.empty();
        }
    }

    private void putDown(Ticket ticket, @Nullable Throwable failure) {
        tickets.remove(ticket);
        room.release();
        if (failure != null) {
            log.warn("{} will be taken up again when its lease has run out", ticket.id(), failure);
        }
    }

    int room() {
        return running ? room.availablePermits() : 0;
    }

    private void renewLeases() {
        while (running) {
            try {
                Thread.sleep(RENEWAL);
                long longAgo = System.nanoTime() - RENEWAL.toNanos();
                List<Ticket> old =
                        tickets.stream().filter(t -> t.since() - longAgo < 0).toList();
                if (!old.isEmpty()) {
                    payments.putOff(
                            old.stream().map(Ticket::id).toList(),
                            old.stream().map(Ticket::tenant).toList(),
                            clock.instant().plus(LEASE));
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Leases were not renewed; others may take up the payments in hand: {}", e.getMessage());
            }
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("payment-leases").start(this::renewLeases);
    }

    @Override
    public void stop() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(SHUTDOWN.toSeconds(), TimeUnit.SECONDS)) {
                log.info("{} payments are left to other instances or the next start", tickets.size());
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

    /** Equal to itself alone, as a payment may be in hand for several captures at once. */
    private static final class Ticket {
        private final Tenant tenant;
        private final PaymentId id;
        private final long since;

        Ticket(Tenant tenant, PaymentId id, long since) {
            this.tenant = tenant;
            this.id = id;
            this.since = since;
        }

        Tenant tenant() {
            return tenant;
        }

        PaymentId id() {
            return id;
        }

        long since() {
            return since;
        }
    }
}
