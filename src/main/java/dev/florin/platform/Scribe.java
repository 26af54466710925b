package dev.florin.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Writes down, by one thread of its own, what others hand to it and do not wait for. It stops after the web server, and
 * after having written what there is to the end, for which it has five seconds.
 */
public abstract class Scribe implements SmartLifecycle {

    /** That of each scribe: what still hands things to one stops before, in a higher phase. */
    public static final int PHASE = DEFAULT_PHASE - 6144;

    private static final Duration SHUTDOWN = Duration.ofSeconds(5);

    private final String name;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param name of the thread */
    protected Scribe(String name) {
        this.name = name;
    }

    /** Writes some of what there is, after waiting a moment for it. Deals with its failures itself. */
    protected abstract void writeSome() throws InterruptedException;

    /** Whether nothing of what was handed to it is left. Only its own thread asks. */
    protected abstract boolean isIdle();

    private void writeOn() {
        while (running || !isIdle()) {
            try {
                writeSome();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name(name).start(this::writeOn);
    }

    /** No interrupt: that would close the connection of a virtual thread. */
    @Override
    public void stop() {
        running = false;
        try {
            if (thread != null) {
                thread.join(SHUTDOWN);
            }
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
