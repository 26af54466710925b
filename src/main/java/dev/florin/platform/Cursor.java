package dev.florin.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place in a list that is sorted by time, for lists whose ids do not sort by it.
 *
 * @param at to the microsecond, as PostgreSQL has it
 * @param id of the last one before that place
 */
public record Cursor(Instant at, String id) {

    private static final char SEPARATOR = '~';

    /** The cursor in {@code text}, as {@link #toString} writes it; empty if there is none, and the list begins. */
    public static Optional<Cursor> of(@Nullable String text) {
        int end = text == null ? -1 : text.indexOf(SEPARATOR);
        if (text == null || end < 0) {
            return Optional.empty();
        }
        try {
            long micros = Long.parseLong(text, 0, end, 10);
            return Optional.of(new Cursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), text.substring(end + 1)));
        } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
            return Optional.empty(); // somebody's own: no reason to fail
        }
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + String.valueOf(SEPARATOR) + id;
    }
}
