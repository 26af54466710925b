package dev.florin.payments;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.Check.Span;
import dev.florin.consistency.Place;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Payments as they are stored, some at a time, for checks that compare them. */
@Repository
class Stored {

    private static final int EVENTS_AT_ONCE = 10_000;

    private final JdbcClient jdbc;
    private final NewsReader news;
    private final PaymentEventJson json = new PaymentEventJson(PaymentEventJson.mapper());

    Stored(JdbcClient jdbc, NewsReader news) {
        this.jdbc = jdbc;
        this.news = news;
    }

    /**
     * @param order null where the payment has events and no row
     * @param refunds whether a refund was begun or ended; {@code disputes} likewise
     */
    record Changed(Subject payment, @Nullable OrderId order, boolean refunds, boolean disputes) {}

    /** A row, with what is not for others. */
    record Row(PaymentView view, boolean awaitsResolving, boolean hasCvc) {}

    /** An event, unread: it may not be one. */
    record Line(int seq, String type, String data) {}

    /** Payments to which something happened in a span. */
    List<Changed> changed(Span span) {
        return news.of(span).changed();
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
        News known = news.known();
        Map<UUID, Row> rows = new HashMap<>();
        List<Subject> others = new ArrayList<>();
        for (Subject subject : subjects) {
            UUID id = PaymentBook.id(subject);
            Row row = known == null ? null : known.rows().get(id);
            if (row == null) {
                others.add(subject);
            } else {
                rows.put(id, row);
            }
        }
        if (!others.isEmpty()) {
            rows.putAll(news.rows(Tenants.merchants(others), PaymentBook.ids(others)));
        }
        return rows;
    }

    /** By payment, in their order. */
    Map<UUID, List<Line>> eventsOf(List<Subject> subjects) {
        News known = news.known();
        Map<UUID, List<Line>> events = new HashMap<>();
        List<Subject> others = new ArrayList<>();
        for (Subject subject : subjects) {
            UUID id = PaymentBook.id(subject);
            List<Line> lines = known == null ? null : known.events().get(id);
            if (lines == null) {
                others.add(subject);
            } else {
                events.put(id, lines);
            }
        }
        if (!others.isEmpty()) {
            streams(others, events);
        }
        return events;
    }

    private void streams(List<Subject> subjects, Map<UUID, List<Line>> events) {
        jdbc.sql("""
                select e.payment_id, e.seq, e.type, e.data
                from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join payments.event e on e.merchant_id = s.merchant_id and e.payment_id = s.id
                """)
                .params(Tenants.merchants(subjects), PaymentBook.ids(subjects))
                .query(row -> {
                    events.computeIfAbsent(row.getObject("payment_id", UUID.class), _ -> new ArrayList<>(4))
                            .add(NewsReader.line(row));
                });
        subjects.forEach(subject -> {
            List<Line> lines = events.get(PaymentBook.id(subject));
            if (lines != null) {
                lines.sort(Comparator.comparingInt(Line::seq));
            }
        });
    }

    /** @throws RuntimeException if they are no lawful stream */
    Payment fold(Tenant tenant, PaymentId id, List<Line> lines) {
        return Payment.replay(id, tenant, events(id.value(), lines));
    }

    private List<PaymentEvent> events(UUID payment, List<Line> lines) {
        News known = news.known();
        return known == null ? events(lines) : known.parsed(payment, lines, this::events);
    }

    private List<PaymentEvent> events(List<Line> lines) {
        return lines.stream().map(line -> json.read(line.type(), line.data())).toList();
    }

    /** Nothing if one of them is not an event. */
    List<PaymentEvent> read(UUID payment, List<Line> lines) {
        try {
            return events(payment, lines);
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
        News known = news.known();
        if (known != null && !known.rows().isEmpty()) {
            return rowsOf(subjects).values().stream().map(Stored::sums).toList();
        }
        return sums("""
                select p.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join payments.payment p on p.merchant_id = s.merchant_id and p.id = s.id
                """, Tenants.merchants(subjects), PaymentBook.ids(subjects));
    }

    private static Sums sums(Row row) {
        PaymentView view = row.view();
        return new Sums(
                PaymentBook.subject(view.tenant(), view.id()),
                view.id().value(),
                view.terms().order().value(),
                view.terms().gateway().name(),
                view.status(),
                view.terms().amount().currency().getCurrencyCode(),
                view.captured().minor(),
                view.late().minor());
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
