package dev.florin.reconciliation.matching;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the bank says.
 *
 * @param day on which it was booked
 * @param paid minor units, with what was kept back; below zero for what went out
 * @param key what it names of ours; null if nothing
 */
public record Line(
        UUID id,
        LocalDate day,
        long paid,
        String currency,
        @Nullable UUID key) {

    /** The order in which lines are served: the same whatever order they come in. */
    static final Comparator<Line> ORDER = Comparator.comparing(Line::day).thenComparing(Line::id);
}
