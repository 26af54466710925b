package dev.florin.disputes;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.Known;
import dev.florin.consistency.Place;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.gateways.GatewayId;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Disputes as they are stored, some at a time, for checks that compare them. */
@Repository
class DisputeRows implements Known {

    private final JdbcClient jdbc;
    private final DisputeRepository disputes;

    DisputeRows(JdbcClient jdbc, DisputeRepository disputes) {
        this.jdbc = jdbc;
        this.disputes = disputes;
    }

    /** A row, with what is not for others. */
    record Row(DisputeView view, @Nullable UUID reference, boolean awaitsResolving) {}

    /** An event, unread: it may not be one. */
    record Line(int seq, String type, String data) {}

    /** All that have rows, by merchant and id. */
    Portion all(@Nullable String after, int most) {
        return portion(walk(after, most), most);
    }

    /** The following ones, by merchant and id. */
    List<DisputeView> walk(@Nullable String after, int most) {
        Place place = Place.of(after);
        return jdbc.sql("""
                select * from disputes.dispute where (merchant_id, id) > (?, ?) order by merchant_id, id limit ?
                """)
                .params(place.merchant(), place.id(), most)
                .query(DisputeRepository::view)
                .list();
    }

    static Portion portion(List<DisputeView> read, int most) {
        return new Portion(read.stream().map(DisputeRows::subject).toList(), next(read, most));
    }

    static @Nullable String next(List<DisputeView> read, int most) {
        if (read.size() < most) {
            return null;
        }
        DisputeView last = read.getLast();
        return new Place(last.tenant().merchant(), last.id().value()).toString();
    }

    /** Those that have events and no row. */
    Portion streams(@Nullable String after, int most) {
        Place place = Place.of(after);
        List<Subject> read = jdbc.sql("""
                select distinct e.merchant_id, e.dispute_id as id from disputes.event e
                where (e.merchant_id, e.dispute_id) > (?, ?)
                  and not exists (select from disputes.dispute d
                                  where d.merchant_id = e.merchant_id and d.id = e.dispute_id)
                order by e.merchant_id, e.dispute_id limit ?
                """)
                .params(place.merchant(), place.id(), most)
                .query((row, _) -> subject(
                        new Tenant(row.getObject("merchant_id", UUID.class), false),
                        new DisputeId(row.getObject("id", UUID.class))))
                .list();
        return new Portion(
                read,
                read.size() < most
                        ? null
                        : new Place(Tenants.of(read.getLast()).merchant(), id(read.getLast())).toString());
    }

    Map<UUID, Row> rowsOf(List<Subject> subjects) {
        Map<UUID, Row> rows = new HashMap<>();
        jdbc.sql("""
                select d.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join disputes.dispute d on d.merchant_id = s.merchant_id and d.id = s.id
                """).params(Tenants.merchants(subjects), ids(subjects)).query(row -> {
            rows.put(
                    row.getObject("id", UUID.class),
                    new Row(
                            DisputeRepository.view(row, 0),
                            row.getObject("asking_reference", UUID.class),
                            row.getObject("resolve_after") != null));
        });
        return rows;
    }

    /** By dispute, in their order. */
    Map<UUID, List<Line>> eventsOf(List<Subject> subjects) {
        Map<UUID, List<Line>> events = new HashMap<>();
        jdbc.sql("""
                select e.dispute_id, e.seq, e.type, e.data from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join disputes.event e on e.merchant_id = s.merchant_id and e.dispute_id = s.id
                order by e.dispute_id, e.seq
                """).params(Tenants.merchants(subjects), ids(subjects)).query(row -> {
            events.computeIfAbsent(row.getObject("dispute_id", UUID.class), _ -> new ArrayList<>())
                    .add(new Line(row.getInt("seq"), row.getString("type"), row.getString("data")));
        });
        return events;
    }

    /** Those of these files that are kept for the dispute as they were when they were submitted. */
    Set<UUID> whole(DisputeView dispute, List<EvidenceFile> files) {
        return new HashSet<>(jdbc.sql("""
                select f.id from unnest(?::uuid[], ?::int[], ?::text[]) as s (id, size, sha256)
                join disputes.file f on f.merchant_id = ? and f.id = s.id
                where f.dispute_id = ? and f.size = s.size and f.sha256 = s.sha256
                  and encode(sha256(f.content), 'hex') = s.sha256
                """)
                .params(
                        files.stream().map(file -> file.id().value()).toArray(UUID[]::new),
                        files.stream().map(EvidenceFile::size).toArray(Integer[]::new),
                        files.stream().map(EvidenceFile::sha256).toArray(String[]::new),
                        dispute.tenant().merchant(),
                        dispute.id().value())
                .query((row, _) -> row.getObject("id", UUID.class))
                .list());
    }

    List<DisputeView> of(List<Subject> subjects) {
        return rowsOf(subjects).values().stream().map(Row::view).toList();
    }

    List<DisputeView> ofPayments(UUID[] merchants, UUID[] payments) {
        return jdbc.sql("""
                select d.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, payment_id)
                join disputes.dispute d on d.merchant_id = s.merchant_id and d.payment_id = s.payment_id
                """)
                .params(merchants, payments)
                .query(DisputeRepository::view)
                .list();
    }

    /** The dispute by the acquirer's name for it. */
    Optional<DisputeView> find(Tenant tenant, GatewayId gateway, String acquirerReference) {
        return disputes.find(tenant, gateway, acquirerReference)
                .map(id -> rowsOf(List.of(subject(tenant, id))).get(id.value()))
                .map(Row::view);
    }

    /** What is held of a tenant's disputes that are open, by currency; none is zero. */
    List<Money> held(Tenant tenant) {
        return jdbc.sql("""
                select currency, sum(amount)::bigint as amount from disputes.dispute
                where merchant_id = ? and livemode = ? and status = any(?) group by currency order by currency
                """)
                .params(tenant.merchant(), tenant.live(), open())
                .query((row, _) -> Money.of(row.getLong("amount"), row.getString("currency")))
                .list();
    }

    private static String[] open() {
        List<String> open = new ArrayList<>();
        for (DisputeStatus status : DisputeStatus.values()) {
            if (status.isOpen()) {
                open.add(status.wire());
            }
        }
        return open.toArray(String[]::new);
    }

    @Override
    public String prefix() {
        return "dp";
    }

    @Override
    public Set<UUID> among(Collection<UUID> merchants, Collection<UUID> ids) {
        return new HashSet<>(jdbc.sql("""
                select d.id from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join disputes.dispute d on d.merchant_id = s.merchant_id and d.id = s.id
                """)
                .params(merchants.toArray(UUID[]::new), ids.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list());
    }

    static Subject subject(DisputeView dispute) {
        return subject(dispute.tenant(), dispute.id());
    }

    static Subject subject(Tenant tenant, DisputeId id) {
        return new Subject(tenant, id.toString());
    }

    static UUID id(Subject dispute) {
        return DisputeId.of(dispute.id()).value();
    }

    static UUID[] ids(List<Subject> disputes) {
        return disputes.stream().map(DisputeRows::id).toArray(UUID[]::new);
    }
}
