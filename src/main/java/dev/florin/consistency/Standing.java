package dev.florin.consistency;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a check stands.
 *
 * @param continuous whether it looks at what is new all the time, or only at everything
 * @param upTo what was stored before has been looked at; null before the first look
 * @param ran the last look at what was new; null before the first
 * @param failure why it could not look; null if it could
 * @param walk the look at everything that is under way; null if none is
 * @param whole the last look at everything that came to its end; null if none has
 * @param open what it has found that has not been mended
 * @param acknowledged how many of those somebody knows about
 */
public record Standing(
        String name,
        String promise,
        boolean continuous,
        @Nullable Instant upTo,
        @Nullable Look ran,
        @Nullable String failure,
        boolean wanted,
        @Nullable Look walk,
        @Nullable Look whole,
        long open,
        long acknowledged) {

    /**
     * @param at when it was begun
     * @param over how many were looked at
     */
    public record Look(Instant at, Duration took, long over) {

        Look plus(Duration longer, long more) {
            return new Look(at, took.plus(longer), over + more);
        }
    }

    /** Whether it has looked at everything at least once. */
    public boolean isKnown() {
        return whole != null;
    }

    public boolean isSound() {
        return open == 0;
    }

    /** What nobody knows about yet. */
    public long alarming() {
        return open - acknowledged;
    }
}
