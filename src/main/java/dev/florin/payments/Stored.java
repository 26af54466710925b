package dev.florin.payments;

import static java.time.ZoneOffset.UTC;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.Check.Span;
import dev.florin.consistency.Place;
import dev.florin.consistency.Subject;
import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Payments as they are stored, some at a time, for checks that compare them. */
@Repository
class Stored {

    private static final int EVENTS_AT_ONCE = 10_000;

    private static final String[] OF_REFUNDS = {"refund_requested", "refunded", "refund_failed"};
    private static final String[] OF_DISPUTES = {"disputed", "dispute_won", "dispute_lost"};

    private final JdbcClient jdbc;
    private final PaymentRepository payments;
    private final PaymentEventJson json = new PaymentEventJson(PaymentEventJson.mapper());
    private final AtomicReference<@Nullable News> last = new AtomicReference<>();

    Stored(JdbcClient jdbc, PaymentRepository payments) {
        this.jdbc = jdbc;
        this.payments = payments;
    }

    /**
     * @param order null where the payment has events and no row
     * @param refunds whether a refund was begun or ended; {@code disputes} likewise
     */
    record Changed(Subject payment, @Nullable OrderId order, boolean refunds, boolean disputes) {}

    private record News(Span span, List<Changed> changed) {}

    /** A row, with what is not for others. */
    record Row(PaymentView view, boolean awaitsResolving, boolean hasCvc) {}

    /** An event, unread: it may not be one. */
    record Line(int seq, String type, String data) {}

    /** Payments to which something happened in a span. The checks ask one after the other, and for the same. */
    List<Changed> changed(Span span) {
        News known = last.get();
        if (known == null || !known.span().equals(span)) {
            known = new News(span, read(span));
            last.set(known);
        }
        return known.changed();
    }

    private List<Changed> read(Span span) {
        return jdbc.sql("""
                select e.merchant_id, coalesce(p.livemode, false) as livemode, e.payment_id as id, p.order_id, e.refunds,
                    e.disputes
                from (select merchant_id, payment_id, bool_or(type = any(?)) as refunds,
                          bool_or(type = any(?)) as disputes
                      from payments.event where stored_at >= ? and stored_at < ?
                      group by merchant_id, payment_id) e
                left join payments.payment p on p.merchant_id = e.merchant_id and p.id = e.payment_id
                """)
                .params(
                        OF_REFUNDS,
                        OF_DISPUTES,
                        span.from().atOffset(UTC),
                        span.before().atOffset(UTC))
                .query((row, _) -> {
                    UUID order = row.getObject("order_id", UUID.class);
                    return new Changed(
                            PaymentBook.subject(row),
                            order == null ? null : new OrderId(order),
                            row.getBoolean("refunds"),
                            row.getBoolean("disputes"));
                })
                .list();
    }

    /** All payments that have rows, by merchant and id. */
    Portion rows(@Nullable String after, int most) {
        return walk(
                after,
                most,
                "select merchant_id, livemode, id from payments.payment where (merchant_id, id) > (?, ?)"
                        + " order by merchant_id, id limit ?");
    }

    /** Payments that have events and no row, by merchant and id; looked for among some events at a time. */
    Portion streams(@Nullable String after, int most) {
        Place place = Place.of(after);
        List<Subject> orphans = new ArrayList<>();
        List<Place> seen = jdbc.sql("""
                select e.merchant_id, false as livemode, e.payment_id as id, p.id is null as orphan
                from (select distinct merchant_id, payment_id from (
                        select merchant_id, payment_id from payments.event where (merchant_id, payment_id) > (?, ?)
                        order by merchant_id, payment_id limit ?) as part) e
                left join payments.payment p on p.merchant_id = e.merchant_id and p.id = e.payment_id
                order by e.merchant_id, e.payment_id
                """)
                .params(place.merchant(), place.id(), EVENTS_AT_ONCE)
                .query((row, _) -> {
                    if (row.getBoolean("orphan")) {
                        orphans.add(PaymentBook.subject(row));
                    }
                    return new Place(row.getObject("merchant_id", UUID.class), row.getObject("id", UUID.class));
                })
                .list();
        return new Portion(orphans, seen.isEmpty() ? null : seen.getLast().toString());
    }

    private Portion walk(@Nullable String after, int most, String sql) {
        Place place = Place.of(after);
        List<Subject> read = jdbc.sql(sql)
                .params(place.merchant(), place.id(), most)
                .query((row, _) -> PaymentBook.subject(row))
                .list();
        return PaymentBook.portion(read, most);
    }

    /** By id. */
    Map<UUID, Row> rowsOf(List<Subject> subjects) {
        Map<UUID, Row> rows = new HashMap<>();
        jdbc.sql("""
                select p.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join payments.payment p on p.merchant_id = s.merchant_id and p.id = s.id
                """)
                .params(PaymentBook.merchants(subjects), PaymentBook.ids(subjects))
                .query(row -> {
                    rows.put(row.getObject("id", UUID.class), row(row));
                });
        return rows;
    }

    private Row row(ResultSet row) throws SQLException {
        return new Row(payments.view(row, 0), row.getObject("resolve_after") != null, row.getObject("cvc") != null);
    }

    /** By payment, in their order. */
    Map<UUID, List<Line>> eventsOf(List<Subject> subjects) {
        Map<UUID, List<Line>> events = new HashMap<>();
        jdbc.sql("""
                select e.payment_id, e.seq, e.type, e.data
                from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join payments.event e on e.merchant_id = s.merchant_id and e.payment_id = s.id
                order by e.payment_id, e.seq
                """)
                .params(PaymentBook.merchants(subjects), PaymentBook.ids(subjects))
                .query(row -> {
                    events.computeIfAbsent(row.getObject("payment_id", UUID.class), _ -> new ArrayList<>())
                            .add(new Line(row.getInt("seq"), row.getString("type"), row.getString("data")));
                });
        return events;
    }

    /** @throws RuntimeException if they are no lawful stream */
    Payment fold(Tenant tenant, PaymentId id, List<Line> lines) {
        return Payment.replay(id, tenant, events(lines));
    }

    private List<PaymentEvent> events(List<Line> lines) {
        return lines.stream().map(line -> json.read(line.type(), line.data())).toList();
    }

    /** Nothing if one of them is not an event. */
    List<PaymentEvent> read(List<Line> lines) {
        try {
            return events(lines);
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    /** A payment as far as the ledger and its order have to agree with it. */
    record Sums(
            Subject payment,
            UUID id,
            UUID order,
            String gateway,
            PaymentStatus status,
            String currency,
            long captured,
            long late) {}

    /** Those that exist. */
    List<Sums> sumsOf(List<Subject> subjects) {
        return sums("""
                select p.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join payments.payment p on p.merchant_id = s.merchant_id and p.id = s.id
                """, PaymentBook.merchants(subjects), PaymentBook.ids(subjects));
    }

    /** All payments of these orders. */
    List<Sums> sumsOfOrders(UUID[] merchants, UUID[] orders) {
        return sums("""
                select p.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, order_id)
                join payments.payment p on p.merchant_id = s.merchant_id and p.order_id = s.order_id
                """, merchants, orders);
    }

    private List<Sums> sums(String sql, UUID[] merchants, UUID[] ids) {
        return jdbc.sql(sql.replace("p.*", """
                p.merchant_id, p.livemode, p.id, p.order_id, p.gateway, p.status, p.currency, p.amount_captured,
                p.amount_late"""))
                .params(merchants, ids)
                .query((row, _) -> new Sums(
                        PaymentBook.subject(row),
                        row.getObject("id", UUID.class),
                        row.getObject("order_id", UUID.class),
                        row.getString("gateway"),
                        PaymentStatus.of(row.getString("status")),
                        row.getString("currency"),
                        row.getLong("amount_captured"),
                        row.getLong("amount_late")))
                .list();
    }
}
