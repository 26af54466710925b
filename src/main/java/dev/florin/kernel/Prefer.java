package dev.florin.kernel;

import java.time.Duration;

/**
 * How long a caller wants to wait for the outcome: {@code Prefer: wait=10} of RFC 7240. A parameter of a controller's
 * method.
 *
 * @param patience how long, 0–60 s; zero where the caller did not say
 * @param said whether the caller did
 */
public record Prefer(Duration patience, boolean said) {

    public static final Duration MAX = Duration.ofSeconds(60);
    public static final Prefer NO_WAIT = Prefer.of(Duration.ZERO);
    public static final Prefer UNSAID = new Prefer(Duration.ZERO, false);

    public static Prefer of(Duration patience) {
        return new Prefer(patience, true);
    }

    public boolean waits() {
        return patience.isPositive();
    }

    /** This, or {@code fallback} where the caller did not say. */
    public Prefer or(Duration fallback) {
        return said ? this : Prefer.of(fallback);
    }
}
