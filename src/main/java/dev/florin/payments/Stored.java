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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Payments as they are stored, some at a time, for checks that compare them. */
@Repository
class Stored {

    private static final int EVENTS_AT_ONCE = 10_000;

    private static final Set<String> OF_REFUNDS = Set.of("refund_requested", "refunded", "refund_failed");
    private static final Set<String> OF_DISPUTES = Set.of("disputed", "dispute_won", "dispute_lost");

    /** Events of a span that are kept in memory while checks look: some megabytes. */
    private static final int MOST_KEPT = 20_000;

    private final JdbcClient jdbc;
    private final PaymentRepository payments;
    private final PaymentEventJson json = new PaymentEventJson(PaymentEventJson.mapper());

    Stored(JdbcClient jdbc, PaymentRepository payments) {
        this.jdbc = jdbc;
        this.payments = payments;
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

    /** Payments to which something happened in a span. The checks of one transaction ask one after the other. */
    List<Changed> changed(Span span) {
        News known = news();
        if (known == null || !known.span().equals(span)) {
            known = read(span);
            keep(known);
        }
        return known.changed();
    }

    /** What this transaction has read; null for nothing, as at the second look at a suspect. */
    private @Nullable News news() {
        return (News) TransactionSynchronizationManager.getResource(this);
    }

    private void keep(News news) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return;
        }
        if (TransactionSynchronizationManager.unbindResourceIfPossible(this) == null) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(Stored.this);
                }
            });
        }
        TransactionSynchronizationManager.bindResource(this, news);
    }

    /** An event of a span. */
    private record Fresh(UUID merchant, UUID payment, Line line) {}

    /**
     * Where everything that happened to a payment lies in the span, as it nearly always does, its stream is had by one
     * walk along what is new; the others' are looked up when they are asked for.
     */
    private News read(Span span) {
        List<Fresh> fresh = jdbc.sql("""
                select merchant_id, payment_id, seq, type, data from payments.event
                where stored_at >= ? and stored_at < ? limit ?
                """)
                .params(span.from().atOffset(UTC), span.before().atOffset(UTC), MOST_KEPT + 1)
                .query((row, _) -> new Fresh(
                        row.getObject("merchant_id", UUID.class), row.getObject("payment_id", UUID.class), line(row)))
                .list();
        if (fresh.size() > MOST_KEPT) {
            return new News(span, list(span), Map.of(), Map.of());
        }
        Map<UUID, List<Line>> events = new LinkedHashMap<>();
        Map<UUID, UUID> merchants = new HashMap<>();
        for (Fresh one : fresh) {
            events.computeIfAbsent(one.payment(), _ -> new ArrayList<>(4)).add(one.line());
            merchants.put(one.payment(), one.merchant());
        }
        List<UUID> ids = List.copyOf(events.keySet());
        Map<UUID, Row> rows = rows(ids.stream().map(merchants::get).toArray(UUID[]::new), ids.toArray(UUID[]::new));
        List<Changed> changed = new ArrayList<>();
        for (UUID id : ids) {
            Row row = rows.get(id);
            List<Line> lines = events.getOrDefault(id, List.of());
            Tenant tenant = row == null
                    ? new Tenant(Objects.requireNonNull(merchants.get(id)), false)
                    : row.view().tenant();
            changed.add(new Changed(
                    PaymentBook.subject(tenant, new PaymentId(id)),
                    row == null ? null : row.view().terms().order(),
                    lines.stream().anyMatch(line -> OF_REFUNDS.contains(line.type())),
                    lines.stream().anyMatch(line -> OF_DISPUTES.contains(line.type()))));
            lines.sort(Comparator.comparingInt(Line::seq));
            if (row == null || !isWhole(lines, row.view().version())) {
                events.remove(id);
            }
        }
        return new News(span, changed, rows, events);
    }

    private static boolean isWhole(List<Line> lines, int version) {
        return lines.size() == version
                && lines.getFirst().seq() == 1
                && lines.getLast().seq() == version;
    }

    /** Only which ones, where there are many. */
    private List<Changed> list(Span span) {
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
                        OF_REFUNDS.toArray(String[]::new),
                        OF_DISPUTES.toArray(String[]::new),
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
        News news = news();
        if (news == null || news.rows().isEmpty()) {
            return rows(PaymentBook.merchants(subjects), PaymentBook.ids(subjects));
        }
        Map<UUID, Row> rows = new HashMap<>();
        List<Subject> others = new ArrayList<>();
        for (Subject subject : subjects) {
            UUID id = PaymentBook.id(subject);
            Row row = news.rows().get(id);
            if (row == null) {
                others.add(subject);
            } else {
                rows.put(id, row);
            }
        }
        if (!others.isEmpty()) {
            rows.putAll(rows(PaymentBook.merchants(others), PaymentBook.ids(others)));
        }
        return rows;
    }

    private Map<UUID, Row> rows(UUID[] merchants, UUID[] ids) {
        Map<UUID, Row> rows = new HashMap<>();
        jdbc.sql("""
                select p.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join payments.payment p on p.merchant_id = s.merchant_id and p.id = s.id
                """).params(merchants, ids).query(row -> {
            rows.put(row.getObject("id", UUID.class), row(row));
        });
        return rows;
    }

    private Row row(ResultSet row) throws SQLException {
        return new Row(payments.view(row, 0), row.getObject("resolve_after") != null, row.getObject("cvc") != null);
    }

    /** By payment, in their order. */
    Map<UUID, List<Line>> eventsOf(List<Subject> subjects) {
        News news = news();
        Map<UUID, List<Line>> events = new HashMap<>();
        List<Subject> others = new ArrayList<>();
        for (Subject subject : subjects) {
            UUID id = PaymentBook.id(subject);
            List<Line> known = news == null ? null : news.events().get(id);
            if (known == null) {
                others.add(subject);
            } else {
                events.put(id, known);
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
                .params(PaymentBook.merchants(subjects), PaymentBook.ids(subjects))
                .query(row -> {
                    events.computeIfAbsent(row.getObject("payment_id", UUID.class), _ -> new ArrayList<>(4))
                            .add(line(row));
                });
        subjects.forEach(subject -> {
            List<Line> lines = events.get(PaymentBook.id(subject));
            if (lines != null) {
                lines.sort(Comparator.comparingInt(Line::seq));
            }
        });
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(row.getInt("seq"), row.getString("type"), row.getString("data"));
    }

    /** @throws RuntimeException if they are no lawful stream */
    Payment fold(Tenant tenant, PaymentId id, List<Line> lines) {
        return Payment.replay(id, tenant, events(id.value(), lines));
    }

    private List<PaymentEvent> events(UUID payment, List<Line> lines) {
        News news = news();
        return news == null ? events(lines) : news.parsed(payment, lines, this::events);
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
        News news = news();
        if (news != null && !news.rows().isEmpty()) {
            return rowsOf(subjects).values().stream().map(Stored::sums).toList();
        }
        return sums("""
                select p.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join payments.payment p on p.merchant_id = s.merchant_id and p.id = s.id
                """, PaymentBook.merchants(subjects), PaymentBook.ids(subjects));
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
