package dev.florin.gateways;

import dev.florin.gateways.CallbackRepository.Waiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Passes stored callbacks on to the modules that they concern: at once on the instance that took them in, and what that
 * one left, whyever, by a sweep of any instance. A crash loses time, never a callback.
 */
@Component
class CallbackHearing {

    /** How soon a callback is taken up by others after the instance that had it died. */
    static final Duration LEASE = Duration.ofSeconds(6);

    private static final int MOST = 500;

    /** Few enough to leave connections to others. */
    private static final int AT_ONCE = 8;

    private static final int TRIES = 10;

    /** A callback may overtake a commit of ours, but not for long: about half a minute. */
    private static final int TRIES_OF_ORPHANS = 6;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int PURGED_AT_ONCE = 10_000;
    private static final int LONGEST_ERROR = 500;
    private static final Logger log = LoggerFactory.getLogger(CallbackHearing.class);

    private final CallbackRepository callbacks;
    private final ObjectProvider<CallbackListener> listeners;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Semaphore room = new Semaphore(MOST);
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("callback-", 0).factory());

    CallbackHearing(
            CallbackRepository callbacks,
            ObjectProvider<CallbackListener> listeners,
            InstantSource clock,
            MeterRegistry meters) {
        this.callbacks = callbacks;
        this.listeners = listeners;
        this.clock = clock;
        this.meters = meters;
    }

    /** Passes a callback on in the background; where there is no room for it, it is left to its lease. */
    void take(Waiting callback) {
        if (!room.tryAcquire()) {
            return;
        }
        try {
            workers.execute(() -> {
                turns.acquireUninterruptibly();
                try {
                    hear(callback);
                } finally {
                    turns.release();
                    room.release();
                }
            });
        } catch (RejectedExecutionException e) { // shutting down
            room.release();
        }
    }

    void sweep() {
        int most = room.availablePermits();
        if (most > 0) {
            Instant now = clock.instant();
            callbacks.claimDue(now, now.plus(LEASE), most).forEach(this::take);
        }
    }

    void purge() {
        while (callbacks.purgeDone(clock.instant().minus(KEPT), PURGED_AT_ONCE) == PURGED_AT_ONCE) {
            Thread.onSpinWait();
        }
    }

    private void hear(Waiting callback) {
        try {
            if (callback.tries() > TRIES) {
                fail(callback, "taken up %d times, and nobody lived to tell".formatted(TRIES));
            } else if (listeners.orderedStream().anyMatch(listener -> listener.hear(callback.callback()))) {
                callbacks.markDone(callback);
                count(callback, "done");
            } else {
                orphan(callback);
            }
        } catch (RuntimeException e) {
            retry(callback, e);
        }
    }

    private void orphan(Waiting callback) {
        boolean again = callback.tries() < TRIES_OF_ORPHANS;
        callbacks.mark(callback, CallbackState.ORPHANED, again ? nextTry(callback) : null, "about nothing known here");
        if (!again) {
            count(callback, "orphaned");
            log.warn(
                    "Callback {} of {} is about nothing known here, and is kept: {} {} of merchant {}",
                    callback.event(),
                    callback.gateway(),
                    callback.callback().operation(),
                    callback.callback().reference(),
                    callback.callback().tenant().merchant());
        }
    }

    private void retry(Waiting callback, RuntimeException failure) {
        try {
            if (callback.tries() >= TRIES) {
                log.error("The last try failed", failure);
                fail(callback, told(failure));
                return;
            }
            log.warn("Callback {} of {} will be tried again", callback.event(), callback.gateway(), failure);
            callbacks.mark(callback, CallbackState.PENDING, nextTry(callback), told(failure));
        } catch (RuntimeException e) {
            log.warn("Callback {} is left to its lease: {}", callback.event(), e.getMessage());
        }
    }

    private void fail(Waiting callback, String why) {
        callbacks.mark(callback, CallbackState.FAILED, null, why);
        count(callback, "failed");
        log.error(
                "Callback {} of {} is given up until somebody has it tried again: {}",
                callback.event(),
                callback.gateway(),
                why);
    }

    /** After 1, 2, 4 … seconds, at most five minutes. */
    private Instant nextTry(Waiting callback) {
        Duration pause = Duration.ofSeconds(1L << (callback.tries() - 1));
        return clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    private static String told(RuntimeException failure) {
        String text = CardMask.text(failure.toString()).replace('\0', '\uFFFD');
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
    }

    private void count(Waiting callback, String result) {
        Counter.builder("florin.gateways.callbacks.heard")
                .description("Callbacks that were passed on for the last time")
                .tag("gateway", callback.gateway().name())
                .tag("result", result)
                .register(meters)
                .increment();
    }

    /** What does not end in time is left to other instances or the next start. */
    @PreDestroy
    void stop() throws InterruptedException {
        workers.shutdown();
        workers.awaitTermination(LEASE.toSeconds(), TimeUnit.SECONDS);
    }
}
