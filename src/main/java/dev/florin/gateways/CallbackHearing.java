package dev.florin.gateways;

import dev.florin.gateways.CallbackRepository.Waiting;
import dev.florin.platform.InHand;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
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
    private final InHand<CallbackKey> inHand;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    CallbackHearing(
            CallbackRepository callbacks,
            ObjectProvider<CallbackListener> listeners,
            InHand<CallbackKey> inHand,
            InstantSource clock,
            MeterRegistry meters) {
        this.callbacks = callbacks;
        this.listeners = listeners;
        this.inHand = inHand;
        this.clock = clock;
        this.meters = meters;
    }

    /** Passes a callback on in the background; where there is no room for it, it is left to its lease. */
    void take(Waiting callback) {
        inHand.take(callback.key(), () -> {
            turns.acquireUninterruptibly();
            try {
                callback.callback().mention();
                hear(callback);
                return callback.key();
            } finally {
                turns.release();
            }
        });
    }

    void sweep() {
        int most = inHand.room();
        if (most > 0) {
            Instant now = clock.instant();
            callbacks.claimDue(now, now.plus(InHand.LEASE), most).forEach(this::take);
        }
    }

    void purge() {
        while (callbacks.purgeDone(clock.instant().minus(KEPT), PURGED_AT_ONCE) == PURGED_AT_ONCE) {
            Thread.onSpinWait();
        }
    }

    /** Never throws: what cannot be written down now is left to its lease. */
    private void hear(Waiting callback) {
        try {
            if (callback.tries() > TRIES) {
                giveUp(callback, "taken up %d times, and nobody lived to tell".formatted(TRIES));
            } else if (listeners.orderedStream().anyMatch(listener -> listener.hear(callback.callback()))) {
                callbacks.markDone(callback);
                count(callback, CallbackState.DONE);
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
            count(callback, CallbackState.ORPHANED);
            Callback told = callback.callback();
            log.warn(
                    "{} is about nothing known here, and is kept: {} {} of merchant {}",
                    callback.key(),
                    told.operation(),
                    told.reference(),
                    told.tenant().merchant());
        }
    }

    private void retry(Waiting callback, RuntimeException failure) {
        try {
            if (callback.tries() < TRIES) {
                log.warn("{} will be tried again", callback.key(), failure);
                callbacks.mark(callback, CallbackState.PENDING, nextTry(callback), told(failure));
            } else {
                log.error("{} was tried for the last time", callback.key(), failure);
                giveUp(callback, told(failure));
            }
        } catch (RuntimeException e) {
            log.warn("{} is left to its lease: {}", callback.key(), e.getMessage());
        }
    }

    private void giveUp(Waiting callback, String why) {
        callbacks.mark(callback, CallbackState.FAILED, null, why);
        count(callback, CallbackState.FAILED);
        log.error("{} is kept until somebody has it tried again: {}", callback.key(), why);
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

    private void count(Waiting callback, CallbackState result) {
        Counter.builder("florin.gateways.callbacks.heard")
                .description("Callbacks that were passed on for the last time")
                .tag("gateway", callback.key().gateway().name())
                .tag("result", result.wire())
                .register(meters)
                .increment();
    }
}
