package dev.florin.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list, newest first. Ids are the cursors: they sort by time and never move.
 *
 * @param limit 1–100
 * @param startingAfter the last id of the page before, to go on towards older ones
 * @param endingBefore the first id of the page after, to go back towards newer ones; not together with the other
 */
public record PageQuery(
        int limit, @Nullable UUID startingAfter, @Nullable UUID endingBefore) {

    public static final int DEFAULT_LIMIT = 10;
    public static final int MAX_LIMIT = 100;

    /** On a parameter of a controller's method: the prefix of the ids that are its cursors, such as {@code pay}. */
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Of {
        String value();
    }

    public static PageQuery first(int limit) {
        return new PageQuery(limit, null, null);
    }

    /** True when rows are to be read oldest first, as the ones just newer than the cursor. */
    public boolean backwards() {
        return endingBefore != null;
    }

    /**
     * A page of rows read for this query, one more than {@link #limit} where there are that many: oldest first if
     * {@link #backwards()}, else newest first.
     */
    public <T> Page<T> page(List<T> rows) {
        boolean more = rows.size() > limit;
        List<T> kept = more ? rows.subList(0, limit) : rows;
        return new Page<>(backwards() ? kept.reversed() : List.copyOf(kept), more, backwards());
    }

    /**
     * One page, newest first.
     *
     * @param hasMore whether more follow in the direction of the query
     * @param backwards whether that direction is towards newer ones
     */
    public record Page<T>(List<T> data, boolean hasMore, boolean backwards) {

        public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
            return new Page<>(data.stream().<R>map(mapper).toList(), hasMore, backwards);
        }

        /** The row that the next page in the same direction begins behind; null if there is none. */
        public @Nullable T next() {
            return !hasMore ? null : backwards ? data.getFirst() : data.getLast();
        }
    }
}
