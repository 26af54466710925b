package dev.florin.reconciliation;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.Place;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Postings.About;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lines of statements, and what is decided about them, as they are stored: some at a time, for checks that compare them. */
@Repository
class StoredLines {

    private final JdbcClient jdbc;

    StoredLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A line with the group that it was matched in.
     *
     * @param state as it is stored
     * @param match the line that its group is named after
     * @param paid what all lines of the group paid, with what was kept back of them
     * @param moved what the movements of the group were; null if it has none
     * @param open of the exceptions about it that stand: their results, {@code settled} those that a person has settled
     */
    record Row(
            Tenant tenant,
            UUID id,
            UUID source,
            long amount,
            long fee,
            String currency,
            String state,
            @Nullable UUID match,
            long paid,
            @Nullable Long moved,
            Set<String> open,
            Set<String> settled) {}

    /** All, by merchant and id. */
    Portion all(@Nullable String after, int most) {
        Place place = Place.of(after);
        return portion(
                jdbc.sql("""
                select merchant_id, livemode, id from reconciliation.entry where (merchant_id, id) > (?, ?)
                order by merchant_id, id limit ?
                """)
                        .params(place.merchant(), place.id(), most)
                        .query((row, _) -> subject(row))
                        .list(),
                most);
    }

    static Portion portion(List<Subject> read, int most) {
        return new Portion(
                read,
                read.size() < most
                        ? null
                        : new Place(Tenants.of(read.getLast()).merchant(), id(read.getLast())).toString());
    }

    /** Those matched movements whose group has no line: by the line that the group is named after. */
    Portion groupsWithoutLines(@Nullable String after, int most) {
        Place place = Place.of(after);
        return portion(
                jdbc.sql("""
                select distinct m.merchant_id, m.livemode, m.match_id as id from reconciliation.expected m
                where (m.merchant_id, m.match_id) > (?, ?) and m.match_id is not null
                  and not exists (select from reconciliation.entry e
                                  where e.merchant_id = m.merchant_id and e.match_id = m.match_id)
                order by m.merchant_id, m.match_id limit ?
                """)
                        .params(place.merchant(), place.id(), most)
                        .query((row, _) -> subject(row))
                        .list(),
                most);
    }

    Map<UUID, Row> of(List<Subject> lines) {
        Map<UUID, Row> rows = new HashMap<>();
        jdbc.sql("""
                select e.merchant_id, e.livemode, e.id, e.source_id, e.amount, e.fee, e.currency, e.state, e.match_id,
                    (select coalesce(sum(g.amount + g.fee), 0)::bigint from reconciliation.entry g
                     where g.merchant_id = e.merchant_id and g.match_id = e.match_id) as paid,
                    (select sum(m.amount)::bigint from reconciliation.expected m
                     where m.merchant_id = e.merchant_id and m.match_id = e.match_id) as moved,
                    array(select x.result from reconciliation.exception x
                          where x.merchant_id = e.merchant_id and x.entry_id = e.id and x.status <> 'explained'
                            and x.status = 'open') as open,
                    array(select x.result from reconciliation.exception x
                          where x.merchant_id = e.merchant_id and x.entry_id = e.id and x.status <> 'explained'
                            and x.status = 'settled') as settled
                from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join reconciliation.entry e on e.merchant_id = s.merchant_id and e.id = s.id
                """).params(Tenants.merchants(lines), ids(lines)).query(row -> {
            rows.put(row.getObject("id", UUID.class), row(row));
        });
        return rows;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                tenant(row),
                row.getObject("id", UUID.class),
                row.getObject("source_id", UUID.class),
                row.getLong("amount"),
                row.getLong("fee"),
                row.getString("currency"),
                row.getString("state"),
                row.getObject("match_id", UUID.class),
                row.getLong("paid"),
                row.getObject("moved", Long.class),
                Set.of((String[]) row.getArray("open").getArray()),
                Set.of((String[]) row.getArray("settled").getArray()));
    }

    /** Those of these that are no exceptions: lines, or nothing that there is. */
    List<Subject> lines(List<About> abouts) {
        Set<UUID> exceptions = exceptions(abouts);
        return abouts.stream()
                .filter(about -> !exceptions.contains(about.subject()))
                .map(about -> subject(about.tenant(), about.subject()))
                .distinct()
                .toList();
    }

    /** Those of these that are exceptions. */
    Set<UUID> exceptions(List<About> abouts) {
        return new HashSet<>(jdbc.sql("""
                select x.id from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join reconciliation.exception x on x.merchant_id = s.merchant_id and x.id = s.id
                """)
                .params(
                        abouts.stream().map(about -> about.tenant().merchant()).toArray(UUID[]::new),
                        abouts.stream().map(About::subject).toArray(UUID[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list());
    }

    static Subject subject(Tenant tenant, UUID line) {
        return new Subject(tenant, TypeId.format(EntryView.PREFIX, line));
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return subject(tenant(row), row.getObject("id", UUID.class));
    }

    private static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode"));
    }

    static UUID id(Subject line) {
        return TypeId.parse(EntryView.PREFIX, line.id()).orElseThrow();
    }

    static UUID[] ids(List<Subject> lines) {
        return lines.stream().map(StoredLines::id).toArray(UUID[]::new);
    }
}
