package dev.florin.consistency;

import dev.florin.consistency.Check.Portion;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Walks one after the other, as one: first along what one table has, say, and then along what another has. */
public final class Phases {

    private static final char SEPARATOR = ':';

    private Phases() {}

    /** The portion behind {@code after}, which tells by a number in front of which walk it is. */
    @SafeVarargs
    public static Portion portion(
            @Nullable String after, int most, BiFunction<@Nullable String, Integer, Portion>... walks) {
        int end = after == null ? 0 : after.indexOf(SEPARATOR);
        int phase = after == null ? 0 : Integer.parseInt(after, 0, end, 10);
        String within = after == null || end == after.length() - 1 ? null : after.substring(end + 1);
        Portion portion = List.of(walks).get(phase).apply(within, most);
        String next = portion.next();
        if (next != null) {
            return new Portion(portion.subjects(), phase + String.valueOf(SEPARATOR) + next);
        }
        return new Portion(
                portion.subjects(), phase + 1 < walks.length ? (phase + 1) + String.valueOf(SEPARATOR) : null);
    }
}
