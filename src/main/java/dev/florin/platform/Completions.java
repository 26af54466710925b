package dev.florin.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes publications whose listeners are done, many at a time. */
@Component
class Completions implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int AT_ONCE = 1000;
    private static final Logger log = LoggerFactory.getLogger(Completions.class);

    private final JdbcClient jdbc;
    private final LinkedBlockingQueue<UUID> done = new LinkedBlockingQueue<>();
    private volatile boolean running;

    Completions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID publication) {
        done.add(publication);
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("publications-done").start(this::deleteAsTheyCome);
    }

    private void deleteAsTheyCome() {
        while (running) {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                flush();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn(
                        "Publications that are done could not be deleted; their listeners may run again: {}",
                        e.getMessage());
            }
        }
    }

    private synchronized void flush() {
        List<UUID> ids = new ArrayList<>();
        while (done.drainTo(ids, AT_ONCE) > 0) {
            jdbc.sql("delete from public.event_publication where id = any(?)")
                    .param(ids.toArray(UUID[]::new))
                    .update();
            ids.clear();
        }
    }

    @Override
    public void stop() {
        running = false;
        try {
            flush();
        } catch (RuntimeException e) {
            log.warn(
                    "Publications that are done could not be deleted; their listeners will run again: {}",
                    e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after all who may publish or listen. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 8192;
    }
}
