package dev.florin.kernel;

import java.time.Duration;

/**
 * How long a caller wants to wait for the outcome: {@code Prefer: wait=10} of RFC 7240. A parameter of a controller's
 * method; without the header, zero.
 *
 * @param patience how long, 0–60 s
 */
public record Prefer(Duration patience) {

    public static final Duration MAX = Duration.ofSeconds(60);
    public static final Prefer NO_WAIT = new Prefer(Duration.ZERO);

    public boolean waits() {
        return patience.isPositive();
    }

    /** This, or {@code fallback} where the caller did not say. */
    public Prefer or(Duration fallback) {
        return waits() ? this : new Prefer(fallback);
    }
}
