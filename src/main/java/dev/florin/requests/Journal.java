package dev.florin.requests;

import dev.florin.platform.Scribe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Requests on their way into the log, written many at a time by one thread. Nobody waits for it: what there is no room for,
 * because the database is slow or away, is left out and counted. What is in here when the process is killed, about the last
 * half second, is lost; requests themselves never are.
 */
@Component
class Journal extends Scribe {

    private static final int MOST_AT_ONCE = 1000;
    private static final long MOST_CHARACTERS = 16L * 1024 * 1024;
    private static final Duration GATHERING = Duration.ofMillis(250);
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final RequestRepository repository;
    private final BlockingQueue<RequestView> lines;
    private final AtomicLong characters = new AtomicLong();
    private final Counter written;
    private final Counter noRoom;
    private final Counter failed;

    Journal(RequestRepository repository, RequestsProperties properties, MeterRegistry metrics) {
        super("request-log");
        this.repository = repository;
        this.lines = new LinkedBlockingQueue<>(properties.waiting());
        this.written = metrics.counter("florin.requests.logged");
        this.noRoom = dropped(metrics, "no_room");
        this.failed = dropped(metrics, "not_written");
        Gauge.builder("florin.requests.waiting", lines, BlockingQueue::size)
                .description("Requests that are still to be written into the log, on this instance")
                .register(metrics);
    }

    private static Counter dropped(MeterRegistry metrics, String reason) {
        return Counter.builder("florin.requests.dropped")
                .description("Requests that are missing in the log")
                .tag("reason", reason)
                .register(metrics);
    }

    /** Whether there is room for more; if not, one that was not added is counted. */
    boolean takes() {
        boolean room = isRunning() && characters.get() < MOST_CHARACTERS && lines.remainingCapacity() > 0;
        if (!room) {
            noRoom.increment();
        }
        return room;
    }

    void add(RequestView line) {
        if (lines.offer(line)) {
            characters.addAndGet(Line.weight(line));
        } else {
            noRoom.increment();
        }
    }

    @Override
    protected boolean isIdle() {
        return lines.isEmpty();
    }

    @Override
    protected void writeSome() throws InterruptedException {
        List<RequestView> batch = gather();
        if (!batch.isEmpty()) {
            write(batch);
        }
    }

    private List<RequestView> gather() throws InterruptedException {
        RequestView first = lines.poll(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        if (isRunning() && lines.size() < MOST_AT_ONCE) {
            Thread.sleep(GATHERING);
        }
        List<RequestView> batch = new ArrayList<>(List.of(first));
        lines.drainTo(batch, MOST_AT_ONCE - 1);
        characters.addAndGet(-batch.stream().mapToInt(Line::weight).sum());
        return batch;
    }

    /** Once: whether a batch was written is not known when the connection breaks, and a log is not worth asking. */
    private void write(List<RequestView> batch) {
        try {
            repository.append(batch);
            written.increment(batch.size());
        } catch (RuntimeException e) {
            failed.increment(batch.size());
            log.warn("{} requests are missing in the log of the API: {}", batch.size(), e.getMessage());
        }
    }
}
