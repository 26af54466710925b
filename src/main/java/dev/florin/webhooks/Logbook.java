package dev.florin.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Writes down what became of attempts, some of them at a time, as that costs a fraction. What a crash keeps from being
 * written is sent once more.
 */
@Component
class Logbook implements SmartLifecycle {

    static final int PHASE = DEFAULT_PHASE - 6144;

    private static final int MOST_AT_ONCE = 200;
    private static final int BEHIND = 2000;
    private static final Duration GATHERING = Duration.ofMillis(25);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(Logbook.class);

    private final LogRepository repository;
    private final Health health;
    private final MeterRegistry metrics;
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private volatile boolean running;
    private volatile Thread writer = new Thread();

    Logbook(LogRepository repository, Health health, MeterRegistry metrics) {
        this.repository = repository;
        this.health = health;
        this.metrics = metrics;
    }

    void note(Told one) {
        told.add(one);
        metrics.counter(
                        "florin.webhooks.deliveries",
                        "result",
                        LogRepository.becomes(one.verdict()).wire())
                .increment();
    }

    /** Whether so much is still to be written that nothing more should be sent. */
    boolean isBehind() {
        return told.size() > BEHIND;
    }

    private void writeOn() {
        List<Told> batch = new ArrayList<>();
        while (running || !told.isEmpty() || !batch.isEmpty()) {
            try {
                if (batch.isEmpty() && !gather(batch)) {
                    continue;
                }
                write(batch);
                batch = new ArrayList<>();
            } catch (DataAccessException | TransactionException e) {
                log.warn(
                        "{} attempts could not be written down; will be tried again: {}",
                        batch.size() + told.size(),
                        e.getMessage());
                if (!running) {
                    return;
                }
                pause(AFTER_FAILURE);
            } catch (InterruptedException e) {
                // stopping: go on with what is left
            }
        }
    }

    /** No two of one delivery: the second waits. */
    private boolean gather(List<Told> batch) throws InterruptedException {
        Told first = told.poll(1, TimeUnit.SECONDS);
        if (first == null) {
            return false;
        }
        if (running) {
            Thread.sleep(GATHERING);
        }
        Set<DeliveryId> deliveries = new HashSet<>(Set.of(first.parcel().delivery()));
        batch.add(first);
        while (batch.size() < MOST_AT_ONCE) {
            Told next = told.peek();
            if (next == null || !deliveries.add(next.parcel().delivery())) {
                break;
            }
            batch.add(told.remove());
        }
        return true;
    }

    private void write(List<Told> batch) {
        repository.write(batch);
        health.learn(batch);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            // stopping: no more pauses
        }
    }

    @Override
    public void start() {
        running = true;
        writer = Thread.ofVirtual().name("webhook-log").start(this::writeOn);
    }

    @Override
    public void stop() {
        running = false;
        writer.interrupt();
        try {
            writer.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
