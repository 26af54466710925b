package dev.florin.portal.payments;

import dev.florin.kernel.PageQuery;
import dev.florin.platform.Stretch;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All of a list, a thousand rows at a time by their ids: each is a short statement on a connection of its own, so that a
 * visitor who reads slowly holds nothing, and no more than that is ever in memory. What comes after it was begun is newer
 * than the first row, and left out.
 */
final class Export {

    private static final int AT_ONCE = 1000;

    private Export() {}

    static <V> void each(Function<PageQuery, Stretch<V>> list, Function<V, UUID> id, Consumer<? super V> row) {
        PageQuery query = PageQuery.first(AT_ONCE);
        while (true) {
            Stretch<V> stretch = list.apply(query);
            List<V> rows = stretch.page().data();
            rows.forEach(row);
            UUID next = stretch.page().hasMore() ? id.apply(rows.getLast()) : stretch.reached();
            if (next == null) {
                return;
            }
            query = new PageQuery(AT_ONCE, next, null);
        }
    }
}
