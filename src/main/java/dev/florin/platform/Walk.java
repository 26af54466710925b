package dev.florin.platform;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Reads a list whose cursor is the column {@code id}, a UUIDv7, through filters that no index serves: it walks along the
 * rows of one or more index ranges in the order of their ids, and leaves out what does not fit. However rare that is, a
 * {@linkplain #stretch stretch} of the way looks at no more than {@link #STEPS} rows and says how far it came.
 */
public final class Walk {

    /** Where none of them fits, this takes some 50 ms. */
    public static final int STEPS = 20_000;

    /** By how much the clock that made an id may differ from the one that {@code created_at} is of. */
    private static final Duration SKEW = Duration.ofDays(1);

    private static final String TENANTS = "merchant_id = :merchant and livemode = :live";

    private final JdbcClient jdbc;
    private final String table;
    private final List<String> ranges = new ArrayList<>();
    private final List<String> fences = new ArrayList<>();
    private final List<String> filters = new ArrayList<>();
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private Walk(JdbcClient jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    /**
     * Along rows of this tenant alone.
     *
     * @param table with its schema
     */
    public static Walk along(JdbcClient jdbc, String table, Tenant tenant) {
        var walk = new Walk(jdbc, table);
        walk.values.put("merchant", tenant.merchant());
        walk.values.put("live", tenant.live());
        return walk;
    }

    /** Along all of the tenant's rows. */
    public Walk amongAll() {
        ranges.add(TENANTS);
        return this;
    }

    /**
     * Adds rows of the tenant's to walk along.
     *
     * @param condition such that an index gives its rows in the order of their ids; no two have rows in common
     * @param name of the parameter in it that has this {@code value}
     */
    public Walk among(String condition, String name, Object value) {
        ranges.add(TENANTS + " and " + condition);
        values.put(name, value);
        return this;
    }

    /** Adds the tenant's rows of each of these statuses to walk along; an index gives those of each in the order of their ids. */
    public Walk amongStatuses(Collection<String> statuses) {
        statuses.forEach(status -> ranges.add("%s and status = '%s'".formatted(TENANTS, status)));
        return this;
    }

    /** Leaves out what does not fit; nothing if {@code value}, which is the parameter {@code name}, is null. */
    public Walk where(String condition, String name, @Nullable Object value) {
        if (value != null) {
            filters.add(condition);
            values.put(name, value);
        }
        return this;
    }

    /** Only what was created within a time, by the column {@code created_at}; what lies outside is not walked along. */
    public Walk created(@Nullable Instant from, @Nullable Instant before) {
        if (from != null) {
            where("created_at >= :createdFrom", "createdFrom", from.atOffset(UTC));
            fence("id >= :firstId", "firstId", firstOf(from.minus(SKEW)));
        }
        if (before != null) {
            where("created_at < :createdBefore", "createdBefore", before.atOffset(UTC));
            fence("id < :endId", "endId", firstOf(before.plus(SKEW)));
        }
        return this;
    }

    private void fence(String condition, String name, UUID value) {
        fences.add(condition);
        values.put(name, value);
    }

    /** The smallest UUIDv7 of a time. */
    private static UUID firstOf(Instant time) {
        return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
    }

    /** What {@link PageQuery#page} makes a page of, however long the way to it is. */
    public <T> List<T> rows(PageQuery query, RowMapper<T> mapper) {
        return read(
                "%s order by id %s limit %d"
                        .formatted(listed("*", query, filters, query.limit() + 1), order(query), query.limit() + 1),
                query,
                mapper);
    }

    /** As much of a page as a bounded stretch of the way has. */
    public <T> Stretch<T> stretch(PageQuery query, RowMapper<T> mapper) {
        if (filters.isEmpty()) {
            return new Stretch<>(query.page(rows(query, mapper)), null);
        }
        List<T> rows = read(
                "select * from (%1$s order by id %2$s limit %3$d) as walked where %4$s order by id %2$s limit %5$d"
                        .formatted(
                                listed("*", query, List.of(), STEPS),
                                order(query),
                                STEPS,
                                String.join(" and ", filters),
                                query.limit() + 1),
                query,
                mapper);
        return new Stretch<>(query.page(rows), rows.size() > query.limit() ? null : end(query));
    }

    /** The last row of the stretch, if another one follows. */
    private @Nullable UUID end(PageQuery query) {
        List<UUID> ends = read(
                "%s order by id %s offset %d limit 2"
                        .formatted(listed("id", query, List.of(), STEPS + 1), order(query), STEPS - 1),
                query,
                (row, _) -> row.getObject("id", UUID.class));
        return ends.size() < 2 ? null : ends.getFirst();
    }

    private <T> List<T> read(String sql, PageQuery query, RowMapper<T> mapper) {
        return with(jdbc.sql(sql), query).params(values).query(mapper).list();
    }

    /** Each range by itself in the order of its index, to no more rows than can be wanted: the planner sees no need to sort. */
    private String listed(String columns, PageQuery query, List<String> fitting, int most) {
        var within = new ArrayList<>(fences);
        if (query.startingAfter() != null) {
            within.add("id < :after");
        }
        if (query.endingBefore() != null) {
            within.add("id > :before");
        }
        within.addAll(fitting);
        String bounds = within.stream().map(" and "::concat).collect(Collectors.joining());
        return (ranges.isEmpty() ? List.of("false") : ranges)
                .stream()
                        .map(range -> "(select %1$s from %2$s where %3$s%4$s order by id %5$s limit %6$d)"
                                .formatted(columns, table, range, bounds, order(query), most))
                        .collect(Collectors.joining(" union all ", "select * from (", ") as listed"));
    }

    private static StatementSpec with(StatementSpec statement, PageQuery query) {
        if (query.startingAfter() != null) {
            statement.param("after", query.startingAfter());
        }
        if (query.endingBefore() != null) {
            statement.param("before", query.endingBefore());
        }
        return statement;
    }

    private static String order(PageQuery query) {
        return query.backwards() ? "asc" : "desc";
    }
}
