package dev.florin.portal;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.TypeId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The links by which a list is paged, its filters kept.
 *
 * @param newer null where there is nothing newer; likewise {@code older}
 * @param lookOn where to look for more, when a search has stopped so as not to take long; null if it has not
 */
public record PageTurn(
        @Nullable String newer,
        @Nullable String older,
        @Nullable String lookOn) {

    private static final int ROWS = 25;

    /** What the address asks for; a cursor that is none is as good as no cursor. */
    public static PageQuery query(String prefix, @Nullable String after, @Nullable String before) {
        var startingAfter = after == null ? null : TypeId.parse(prefix, after).orElse(null);
        var endingBefore = before == null || startingAfter != null
                ? null
                : TypeId.parse(prefix, before).orElse(null);
        return new PageQuery(ROWS, startingAfter, endingBefore);
    }

    /**
     * @param path of the list, as {@link dev.florin.pages.Visitor#path} makes it
     * @param filters parameters of the address; those without a value are left out
     * @param goOn the cursor behind which nobody has looked yet
     */
    public static <T> PageTurn of(
            String path,
            Map<String, @Nullable String> filters,
            PageQuery query,
            Page<T> page,
            Function<T, String> id,
            @Nullable String goOn) {
        List<T> rows = page.data();
        boolean first = query.startingAfter() == null && query.endingBefore() == null;
        boolean newer = page.backwards() ? page.hasMore() : !first;
        boolean older = page.backwards() || page.hasMore();
        String onward = page.backwards() ? "ending_before" : "starting_after";
        return new PageTurn(
                newer && !rows.isEmpty() ? link(path, filters, "ending_before", id.apply(rows.getFirst())) : null,
                older && !rows.isEmpty() ? link(path, filters, "starting_after", id.apply(rows.getLast())) : null,
                goOn == null ? null : link(path, filters, onward, goOn));
    }

    private static String link(String path, Map<String, @Nullable String> filters, String cursor, String id) {
        var link = UriComponentsBuilder.fromPath(path);
        filters.forEach((name, value) -> {
            if (value != null && !value.isBlank()) {
                link.queryParam(name, "{" + name + "}");
            }
        });
        return link.queryParam(cursor, id).encode().buildAndExpand(filters).toUriString();
    }
}
