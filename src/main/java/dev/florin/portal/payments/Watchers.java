package dev.florin.portal.payments;

import dev.florin.payments.Payments;
import dev.florin.payments.Payments.Arrived;
import dev.florin.payments.Payments.Since;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The lists that are being looked at on this instance. How many payments have come since is found by one query a second
 * for all of them together, whichever instance took the payments; who looks at the same list is one question.
 */
@Component
class Watchers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Watchers.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS_TO_HEARTBEAT = 15;

    /** Then the page comes again, perhaps to another instance, and is asked again who it is. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int MOST = 1000;

    private final Payments payments;
    private final Semaphore room = new Semaphore(MOST);
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Watchers(Payments payments, MeterRegistry meters) {
        this.payments = payments;
        meters.gauge("florin.portal.watchers", watchers, Set::size);
    }

    /**
     * Tells again and again how many payments have come since, whenever that has changed.
     *
     * @return empty if there are too many who watch
     */
    Optional<SseEmitter> watch(Since since) {
        if (!running || !room.tryAcquire()) {
            return Optional.empty();
        }
        var watcher = new Watcher(since);
        watcher.emitter.onCompletion(() -> {
            if (watchers.remove(watcher)) {
                room.release();
            }
        });
        watchers.add(watcher);
        later(watcher::beat); // so that the browser knows that it is connected
        return Optional.of(watcher.emitter);
    }

    private void look() {
        for (int tick = 1; running; tick++) {
            try {
                Thread.sleep(TICK);
                var asked = watchers.stream().map(watcher -> watcher.since).collect(Collectors.toSet());
                var news =
                        payments.arrivals(asked).stream().collect(Collectors.toMap(Arrived::since, Arrived::payments));
                for (Watcher watcher : watchers) {
                    int count = news.getOrDefault(watcher.since, 0);
                    if (count > 0) {
                        later(() -> watcher.tell(count));
                    }
                }
                if (tick % TICKS_TO_HEARTBEAT == 0) {
                    watchers.forEach(watcher -> later(watcher::beat));
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Lists are not told of new payments; a reload shows them: {}", e.getMessage());
            }
        }
    }

    /** A browser that reads slowly keeps nobody waiting. */
    private static void later(Runnable work) {
        Thread.ofVirtual().name("watcher").start(work);
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("watchers").start(this::look);
    }

    /** Before the web server, which would wait for them. */
    @Override
    public void stop() {
        running = false;
        watchers.forEach(watcher -> watcher.emitter.complete());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** One open list. */
    private static final class Watcher {

        private final Since since;
        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private int told;

        Watcher(Since since) {
            this.since = since;
        }

        synchronized void tell(int count) {
            if (count != told) {
                told = count;
                send(SseEmitter.event().name("arrived").data(Integer.toString(count)));
            }
        }

        synchronized void beat() {
            send(SseEmitter.event().comment(""));
        }

        private void send(SseEmitter.SseEventBuilder event) {
            try {
                emitter.send(event);
            } catch (Exception e) {
                emitter.complete(); // it has gone
            }
        }
    }
}
