package dev.florin.webhooks;

import java.time.Duration;

/** When an endpoint is left alone for a while, so that it costs little and is not overrun when it comes back. */
final class Breaker {

    /** So many failures without a success: more than one event makes by its schedule. */
    static final int THRESHOLD = 20;

    private static final Duration FIRST = Duration.ofSeconds(5);

    private Breaker() {}

    /**
     * How long to wait for the next trial: five seconds, and twice as long after each that failed.
     *
     * @param failures {@link #THRESHOLD}, and one for each trial
     */
    static Duration pause(int failures, Duration longest) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures - THRESHOLD, 16));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
