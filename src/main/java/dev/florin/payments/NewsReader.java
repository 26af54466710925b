package dev.florin.payments;

import static java.time.ZoneOffset.UTC;

import dev.florin.consistency.Check.Span;
import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import dev.florin.payments.Stored.Changed;
import dev.florin.payments.Stored.Line;
import dev.florin.payments.Stored.Row;
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

/** Reads what happened to payments in a span, once in a transaction, and keeps it to the end of that. */
@Repository
class NewsReader {

    private static final Set<String> OF_REFUNDS = Set.of("refund_requested", "refunded", "refund_failed");
    private static final Set<String> OF_DISPUTES = Set.of("disputed", "dispute_won", "dispute_lost");

    /** Events of a span that are kept in memory while checks look: some megabytes. */
    private static final int MOST_KEPT = 20_000;

    private final JdbcClient jdbc;
    private final PaymentRepository payments;

    NewsReader(JdbcClient jdbc, PaymentRepository payments) {
        this.jdbc = jdbc;
        this.payments = payments;
    }

    /** What happened in a span. The checks of one transaction ask one after the other. */
    News of(Span span) {
        News known = known();
        if (known == null || !known.span().equals(span)) {
            known = read(span);
            keep(known);
        }
        return known;
    }

    /** What this transaction has read; null for nothing, as at the second look at a suspect. */
    @Nullable
    News known() {
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
                    TransactionSynchronizationManager.unbindResourceIfPossible(NewsReader.this);
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

    /** As they are stored, by id. */
    Map<UUID, Row> rows(UUID[] merchants, UUID[] ids) {
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

    static Line line(ResultSet row) throws SQLException {
        return new Line(row.getInt("seq"), row.getString("type"), row.getString("data"));
    }
}
