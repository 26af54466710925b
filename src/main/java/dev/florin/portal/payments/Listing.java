package dev.florin.portal.payments;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.TypeId;
import dev.florin.platform.Stretch;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list as it is shown.
 *
 * @param newer the address of the page before; null if there is none
 * @param older the address of the page behind; null if there is none
 * @param reached how far back was looked, where that is not to the end: there may be more
 * @param isFirst whether it begins with the newest
 */
record Listing<T>(
        List<T> rows,
        @Nullable String newer,
        @Nullable String older,
        @Nullable Instant reached,
        boolean isFirst) {

    static final int LIMIT = 25;

    private static final String AFTER = "starting_after";
    private static final String BEFORE = "ending_before";

    /**
     * Reads the page that is asked for.
     *
     * @param prefix of the ids
     * @param list reads a stretch of it
     */
    static <V, T> Listing<T> read(
            Said said,
            String prefix,
            Function<PageQuery, Stretch<V>> list,
            Function<V, UUID> id,
            Function<? super V, ? extends T> row) {
        PageQuery query = said.page(prefix, LIMIT);
        Stretch<V> stretch = list.apply(query);
        if (query.backwards() && !stretch.page().hasMore() && stretch.reached() == null) {
            query = PageQuery.first(LIMIT); // back at the newest: a whole page of them
            stretch = list.apply(query);
        }
        List<V> data = stretch.page().data();
        UUID reached = stretch.reached();
        boolean back = query.backwards();
        boolean goesOn = stretch.page().hasMore() || reached != null;
        UUID last = stretch.page().hasMore() ? id.apply(back ? data.getFirst() : data.getLast()) : reached;
        UUID begun = back ? query.endingBefore() : query.startingAfter();
        UUID first = data.isEmpty() ? begun : id.apply(back ? data.getLast() : data.getFirst());
        UUID newest = back ? goesOn ? last : null : begun == null ? null : first;
        UUID oldest = back ? first : goesOn ? last : null;
        return new Listing<>(
                data.stream().<T>map(row).toList(),
                newest == null
                        ? null
                        : said.address()
                                .with(BEFORE, TypeId.format(prefix, newest))
                                .toString(),
                oldest == null
                        ? null
                        : said.address()
                                .with(AFTER, TypeId.format(prefix, oldest))
                                .toString(),
                stretch.page().hasMore() || reached == null ? null : time(reached),
                begun == null);
    }

    /** A UUIDv7 begins with milliseconds. */
    private static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
