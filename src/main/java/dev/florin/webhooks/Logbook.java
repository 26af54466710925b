package dev.florin.webhooks;

import dev.florin.platform.Scribe;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Writes down what became of attempts, some of them at a time, as that costs a fraction. What a crash keeps from being
 * written is sent once more.
 */
@Component
class Logbook extends Scribe {

    private static final int MOST_AT_ONCE = 200;
    private static final int BEHIND = 2000;
    private static final Duration GATHERING = Duration.ofMillis(25);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(Logbook.class);

    private final LogRepository repository;
    private final Health health;
    private final MeterRegistry metrics;
    private final MeterProvider<Timer> attempts;
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    Logbook(LogRepository repository, Health health, MeterRegistry metrics) {
        super("webhook-log");
        this.repository = repository;
        this.health = health;
        this.metrics = metrics;
        this.attempts = Timer.builder("florin.webhooks.attempts")
                .description("How long endpoints took to answer, or not to")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5))
                .withRegistry(metrics);
    }

    void note(Told one) {
        told.add(one);
        attempts.withTag("result", LogRepository.becomes(one.verdict()).wire()).record(one.took());
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

    @Override
    protected boolean isIdle() {
        return told.isEmpty();
    }

    @Override
    protected void writeSome() throws InterruptedException {
        List<Told> batch = gather();
        if (!batch.isEmpty()) {
            write(batch);
        }
    }

    /** Until it is written, unless the database is away and we are stopping. */
    private void write(List<Told> batch) throws InterruptedException {
        while (true) {
            try {
                repository.write(batch);
                health.learn(batch);
                return;
            } catch (NonTransientDataAccessException e) {
                log.error("What came of {} attempts cannot be written down as it is", batch.size(), e);
                writeBare(batch);
                return;
            } catch (RuntimeException e) {
                int left = batch.size() + told.size();
                log.warn("{} attempts could not be written down; will be tried again: {}", left, e.getMessage());
                if (!isRunning()) {
                    return;
                }
                Thread.sleep(AFTER_FAILURE);
            }
        }
    }

    /** One by one, without what strangers wrote: one bad answer must not have all others sent again. */
    private void writeBare(List<Told> batch) {
        for (Told one : batch) {
            try {
                repository.write(List.of(one.bare()));
            } catch (RuntimeException e) {
                log.error("What came of {} is not written down, and it will be sent again", one.parcel(), e);
            }
        }
    }

    /** What has come in for a moment; no two of one delivery, the second waits. */
    private List<Told> gather() throws InterruptedException {
        Told first = told.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        if (isRunning()) {
            Thread.sleep(GATHERING);
        }
        List<Told> batch = new ArrayList<>(List.of(first));
        Set<DeliveryId> deliveries = new HashSet<>(Set.of(first.parcel().delivery()));
        for (Told next = told.peek();
                next != null
                        && batch.size() < MOST_AT_ONCE
                        && deliveries.add(next.parcel().delivery());
                next = told.peek()) {
            batch.add(told.remove());
        }
        return batch;
    }
}
