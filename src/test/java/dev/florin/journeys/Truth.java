package dev.florin.journeys;

import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxLog.Charge;
import dev.florin.kernel.Tenant;
import dev.florin.payments.StoredPayments;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is true of the money once nothing moves: the acquirer's own log, the payments, their events, the ledger and the
 * orders are read, each by itself, and have to tell the same to the unit. Where one cannot be read the answer is not
 * yes.
 */
public final class Truth {

    private static final String PAYMENTS = """
            select merchant_id, livemode, id, status, amount, currency, amount_captured, amount_refunded, amount_late
            from payments.payment where (:merchant::uuid is null or merchant_id = :merchant)
            """;

    /** Each tells of one contradiction within Florin's database: what it finds should not be. */
    private static final Map<String, String> CONTRADICTIONS = Map.ofEntries(
            Map.entry("still open", """
            select id || ' is ' || status from payments.payment
            where resolve_after is not null and (:merchant::uuid is null or merchant_id = :merchant)
            """),
            Map.entry("a refund still open", """
            select id || ' is ' || status from refunds.refund
            where resolve_after is not null and (:merchant::uuid is null or merchant_id = :merchant)
            """),
            Map.entry("refunds and their payment differ", """
            select p.id || ' refunded ' || p.amount_refunded || ' and refunding ' || p.amount_refunding || ', its refunds '
                || coalesce(sum(r.amount) filter (where r.status = 'processed'), 0) || ' and '
                || coalesce(sum(r.amount) filter (where r.status = 'pending'), 0)
            from payments.payment p
            left join refunds.refund r on r.merchant_id = p.merchant_id and r.payment_id = p.id
                and r.currency = p.currency and r.livemode = p.livemode
            where (:merchant::uuid is null or p.merchant_id = :merchant)
            group by p.merchant_id, p.id
            having p.amount_refunded <> coalesce(sum(r.amount) filter (where r.status = 'processed'), 0)
                or p.amount_refunding <> coalesce(sum(r.amount) filter (where r.status = 'pending'), 0)
            """),
            Map.entry("a refund is not booked as it ended", """
            select r.id || ' is ' || r.status || ', booked ' || coalesce(string_agg(t.kind, ' ' order by t.kind), 'nothing')
            from refunds.refund r
            left join ledger.transfer t on t.merchant_id = r.merchant_id and t.livemode = r.livemode
                and t.subject = r.id and t.amount = r.amount and t.currency = r.currency
            where (:merchant::uuid is null or r.merchant_id = :merchant)
            group by r.merchant_id, r.id
            having coalesce(string_agg(t.kind, ' ' order by t.kind), '') <> case r.status
                when 'pending' then 'refund_requested' when 'processed' then 'refund refund_requested'
                else 'refund_failed refund_requested' end
            """),
            Map.entry("disputes and their payment differ", """
            select p.id || ' disputed ' || p.amount_disputed || ', its disputes '
                || coalesce(sum(d.amount) filter (where d.status <> 'won'), 0)
            from payments.payment p
            left join disputes.dispute d on d.merchant_id = p.merchant_id and d.payment_id = p.id
                and d.currency = p.currency and d.livemode = p.livemode
            where (:merchant::uuid is null or p.merchant_id = :merchant)
            group by p.merchant_id, p.id
            having p.amount_disputed <> coalesce(sum(d.amount) filter (where d.status <> 'won'), 0)
            """),
            Map.entry("a dispute is not booked as it ended", """
            select d.id || ' is ' || d.status || ', booked ' || coalesce(string_agg(t.kind, ' ' order by t.kind), 'nothing')
            from disputes.dispute d
            left join ledger.transfer t on t.merchant_id = d.merchant_id and t.livemode = d.livemode
                and t.subject = d.id and t.amount = d.amount and t.currency = d.currency
            where (:merchant::uuid is null or d.merchant_id = :merchant)
            group by d.merchant_id, d.id
            having coalesce(string_agg(t.kind, ' ' order by t.kind), '') <> case
                when d.status = 'won' then 'dispute_opened dispute_won'
                when d.status in ('lost', 'accepted') then 'dispute_lost dispute_opened'
                else 'dispute_opened' end
            """),
            Map.entry("a late success is not booked", """
            select p.id || ' took ' || p.amount_late || ' late, booked ' || coalesce(sum(t.amount), 0)
            from payments.payment p
            left join ledger.transfer t on t.merchant_id = p.merchant_id and t.livemode = p.livemode
                and t.subject = p.id and t.kind = 'late_success' and t.currency = p.currency
            where (:merchant::uuid is null or p.merchant_id = :merchant)
            group by p.merchant_id, p.id having p.amount_late <> coalesce(sum(t.amount), 0)
            """),
            Map.entry("an event is still on its way", """
            select event_type || ' to ' || listener_id from public.event_publication
            where :merchant::uuid is null and status = 'FAILED'
            """),
            Map.entry("captured and booked differ", """
            select p.id || ' captured ' || p.amount_captured || ', booked ' || coalesce(sum(t.amount), 0)
            from payments.payment p
            left join ledger.transfer t on t.merchant_id = p.merchant_id and t.livemode = p.livemode
                and t.subject = p.id and t.kind = 'capture' and t.currency = p.currency
            where (:merchant::uuid is null or p.merchant_id = :merchant)
            group by p.merchant_id, p.id having p.amount_captured <> coalesce(sum(t.amount), 0)
            """),
            Map.entry("booked for no payment", """
            select t.subject || ' of ' || t.amount from ledger.transfer t
            where t.kind = 'capture' and (:merchant::uuid is null or t.merchant_id = :merchant)
              and not exists (select 1 from payments.payment p
                  where p.merchant_id = t.merchant_id and p.id = t.subject and p.currency = t.currency)
            """),
            Map.entry("trial balance not zero", """
            select currency || ' ' || sum(debits - credits) from ledger.balance
            where (:merchant::uuid is null or merchant_id = :merchant)
            group by currency having sum(debits - credits) <> 0
            """),
            Map.entry("an order's amount_paid is not what its payments captured", """
            select o.id || ' has ' || o.amount_paid || ', its payments ' || coalesce(sum(p.amount_captured), 0)
            from orders.orders o
            left join payments.payment p on p.merchant_id = o.merchant_id and p.order_id = o.id
            where (:merchant::uuid is null or o.merchant_id = :merchant)
            group by o.merchant_id, o.id having o.amount_paid <> coalesce(sum(p.amount_captured), 0)
            """),
            Map.entry("an order's status is not what its payments make of it", """
            select o.id || ' is ' || o.status from orders.orders o
            left join payments.payment p on p.merchant_id = o.merchant_id and p.order_id = o.id
            where (:merchant::uuid is null or o.merchant_id = :merchant)
            group by o.merchant_id, o.id
            having (o.status = 'paid') <> coalesce(
                bool_or(p.status in ('captured', 'partially_refunded', 'refunded')), false)
            """),
            Map.entry("an order's live attempt is not its one live payment", """
            select o.id || ' names ' || coalesce(o.live_attempt::text, 'none') || ', alive ' || array_agg(p.id)::text
            from orders.orders o
            left join payments.payment p on p.merchant_id = o.merchant_id and p.order_id = o.id
                and p.status not in ('failed', 'cancelled', 'expired')
            where (:merchant::uuid is null or o.merchant_id = :merchant)
            group by o.merchant_id, o.id
            having count(p.id) > 1 or o.live_attempt is distinct from (array_agg(p.id))[1]
            """),
            Map.entry("an order does not know its attempts", """
            select o.id || ' names ' || o.attempts::text from orders.orders o
            left join payments.payment p on p.merchant_id = o.merchant_id and p.order_id = o.id
            where (:merchant::uuid is null or o.merchant_id = :merchant)
            group by o.merchant_id, o.id
            having cardinality(o.attempts) <> count(p.id) or not bool_and(p.id is null or p.id = any (o.attempts))
            """));

    private final Path log;
    private final DataSource database;
    private final JdbcClient jdbc;
    private final @Nullable UUID merchant;

    private Truth(Path log, DataSource database, @Nullable UUID merchant) {
        this.log = log;
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.merchant = merchant;
    }

    /** About all of a database, and all that its acquirer has ever done. */
    public static Truth of(Path sandboxLog, DataSource database) {
        return new Truth(sandboxLog, database, null);
    }

    /** About one merchant of it alone. */
    public Truth about(Tenant tenant) {
        return new Truth(log, database, tenant.merchant());
    }

    /** @throws AssertionError if the records contradict each other, or it is unknown whether they do */
    public void holds() {
        List<String> found;
        try {
            found = contradictions();
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("Unknown whether the books agree: not all of them could be read", e);
        }
        if (!found.isEmpty()) {
            throw new AssertionError("The books do not agree:\n  " + String.join("\n  ", found));
        }
    }

    /**
     * What does not agree; nothing if all is well.
     *
     * @throws IOException if the acquirer's log could not be read whole
     * @throws RuntimeException if anything else could not
     */
    public List<String> contradictions() throws IOException {
        requireWholeLines();
        SandboxLog acquirer = SandboxLog.read(log);
        List<Paid> payments = payments();
        List<String> found = new ArrayList<>();
        CONTRADICTIONS.forEach((what, sql) -> jdbc.sql(sql)
                .param("merchant", merchant)
                .query(String.class)
                .list()
                .forEach(which -> found.add(what + ": " + which)));
        payments.forEach(payment -> payment.contradictions(acquirer, found));
        var streams = new StoredPayments(database);
        payments.forEach(payment -> streams.contradiction(payment.tenant(), payment.id())
                .ifPresent(what -> found.add(payment.id() + " is " + what)));
        if (merchant == null) {
            strangers(acquirer, payments, found);
        }
        return found;
    }

    /** What the acquirer took for nobody. */
    private static void strangers(SandboxLog acquirer, List<Paid> payments, List<String> found) {
        var known = payments.stream().map(Paid::id).collect(Collectors.toSet());
        acquirer.charges().keySet().stream()
                .filter(reference -> !known.contains(reference))
                .forEach(reference -> found.add("charged, but no payment: " + reference));
    }

    private List<Paid> payments() {
        return jdbc.sql(PAYMENTS)
                .param("merchant", merchant)
                .query((row, _) -> new Paid(
                        new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                        row.getObject("id", UUID.class),
                        row.getString("status"),
                        row.getLong("amount"),
                        row.getString("currency"),
                        row.getLong("amount_captured"),
                        row.getLong("amount_refunded"),
                        row.getLong("amount_late")))
                .list();
    }

    /** A line without an end may be a charge that is not read. */
    private void requireWholeLines() throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            file.seek(Math.max(0, length - 1));
            if (length > 0 && file.read() != '\n') {
                throw new IOException(log + " ends within a line");
            }
        }
    }

    /** A payment as its row has it. */
    private record Paid(
            Tenant tenant,
            UUID id,
            String status,
            long amount,
            String currency,
            long captured,
            long refunded,
            long late) {

        void contradictions(SandboxLog acquirer, List<String> found) {
            long approvals = acquirer.approvals(id);
            if (approvals > 1) {
                found.add("%s was charged %d times".formatted(id, approvals));
            }
            Charge charge = acquirer.charges().get(id);
            if (charge == null) {
                if (captured != 0 || !isNothing()) {
                    found.add("%s is %s with %d captured, but was never charged".formatted(id, status, captured));
                }
            } else if (!agrees(charge)) {
                found.add("%s is %s with %d of %d %s captured, %d late and %d refunded, but the acquirer has %s"
                        .formatted(id, status, captured, amount, currency, late, refunded, charge));
            }
        }

        private boolean agrees(Charge charge) {
            boolean released = charge.captured() + charge.voided() == charge.authorized();
            return charge.authorized() == amount
                    && charge.currency().equals(currency)
                    && charge.captured() == captured + late
                    && charge.refunded() == refunded
                    && (!isNothing() || released || refunded == late && late > 0);
        }

        private boolean isNothing() {
            return List.of("failed", "cancelled", "expired").contains(status);
        }
    }
}
