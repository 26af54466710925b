package dev.florin.platform;

import dev.florin.kernel.PageQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads of one page of a list, whose cursor is the column {@code id}. */
public final class Paging {

    private Paging() {}

    /**
     * A statement that reads what {@link PageQuery#page} makes a page of: one row more than asked for, where there are
     * that many.
     *
     * @param select up to its conditions, of which there is at least one; the statement's other parameters are still to be
     *     set
     */
    public static StatementSpec sql(JdbcClient jdbc, String select, PageQuery query) {
        return jdbc.sql("""
                %s
                  and (:after::uuid is null or id < :after)
                  and (:before::uuid is null or id > :before)
                order by id %s
                limit :limit
                """.formatted(select.stripTrailing(), query.backwards() ? "asc" : "desc"))
                .param("after", query.startingAfter())
                .param("before", query.endingBefore())
                .param("limit", query.limit() + 1);
    }
}
