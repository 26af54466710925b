package dev.florin.webhooks;

import dev.florin.webhooks.Lane.Sent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The deliveries that this instance has in hand. Each has a lease in its row, {@code next_attempt_at}; whatever is not
 * sent in time, because this instance dies or has too much to do, any other takes up when that has run out.
 */
@Component
class Dispatch implements SmartLifecycle {

    /** How soon a delivery is taken up by others; longer than waiting here, an attempt and writing it down take. */
    static final Duration LEASE = Duration.ofSeconds(20);

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

    private final Courier courier;
    private final Logbook logbook;
    private final Lanes lanes;
    private final Duration patience;
    private volatile ExecutorService workers = newWorkers();
    private volatile boolean running;

    Dispatch(Courier courier, Logbook logbook, WebhooksProperties properties, MeterRegistry metrics) {
        this.courier = courier;
        this.logbook = logbook;
        this.lanes = new Lanes(properties.inFlight(), properties.inFlightPerEndpoint());
        this.patience = properties.timeout();
        Gauge.builder("florin.webhooks.in.flight", lanes, Lanes::inFlight)
                .description("Attempts that run on this instance")
                .register(metrics);
    }

    private static ExecutorService newWorkers() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("webhook-", 0).factory());
    }

    /** The last moment at which a parcel that is claimed now may be sent under its lease. */
    static long notAfter() {
        return System.nanoTime() + WAIT.toNanos();
    }

    /** Sends parcels as soon as the caller's transaction, if there is one, is committed. */
    void afterCommit(List<Parcel> parcels) {
        if (parcels.isEmpty()) {
            return;
        }
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            send(parcels);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                send(parcels);
            }
        });
    }

    /** What there is no room for is left to its lease. */
    void send(List<Parcel> parcels) {
        if (running && !logbook.isBehind()) {
            parcels.forEach(lanes::add);
            startAll();
        }
    }

    private void startAll() {
        for (var turn = lanes.next(); turn.isPresent(); turn = lanes.next()) {
            start(turn.get());
        }
    }

    private void start(Lanes.Turn turn) {
        try {
            workers.execute(() -> run(turn));
        } catch (RejectedExecutionException e) { // shutting down
            lanes.end(turn, Duration.ZERO, Sent.NOT_AT_ALL);
        }
    }

    private void run(Lanes.Turn turn) {
        long begun = System.nanoTime();
        Sent sent = Sent.NOT_AT_ALL;
        try {
            if (running && begun - turn.parcel().notAfter() < 0) {
                turn.parcel().mention();
                sent = courier.deliver(turn.parcel());
            }
        } catch (RuntimeException e) {
            log.warn("{} will be taken up again when its lease has run out", turn.parcel(), e);
        } finally {
            lanes.end(turn, Duration.ofNanos(System.nanoTime() - begun), sent);
        }
        startAll();
    }

    /** Whether a parcel for this endpoint would be taken. */
    boolean takes(EndpointId endpoint) {
        return running && !logbook.isBehind() && lanes.takes(endpoint);
    }

    int room() {
        return running && !logbook.isBehind() ? lanes.room() : 0;
    }

    /** Endpoints for which so many parcels wait here that there is no use in claiming more. */
    List<EndpointId> busy(int enough) {
        return lanes.busy(enough);
    }

    List<EndpointId> slow() {
        return lanes.slow();
    }

    /** Also after a {@link #stop}, as Spring does with a context that was paused or restored from a checkpoint. */
    @Override
    public void start() {
        workers = workers.isShutdown() ? newWorkers() : workers;
        running = true;
    }

    /** Lets what is on its way arrive; what waits is left to its lease. */
    @Override
    public void stop() {
        running = false;
        lanes.clear();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(patience.toMillis() + 1000, TimeUnit.MILLISECONDS)) {
                log.info("{} deliveries are left to other instances or the next start", lanes.inFlight());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after those that announce events, and before what is written down is flushed. */
    @Override
    public int getPhase() {
        return Logbook.PHASE + 1;
    }
}
