package dev.florin.disputes;

import static java.time.ZoneOffset.UTC;

import dev.florin.disputes.DisputeEvent.Opened;
import dev.florin.disputes.DisputeView.Asking;
import dev.florin.disputes.DisputeView.Problem;
import dev.florin.disputes.Disputes.DisputeFilter;
import dev.florin.gateways.GatewayId;
import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import dev.florin.payments.PaymentId;
import dev.florin.platform.OpenRows;
import dev.florin.platform.Stretch;
import dev.florin.platform.Walk;
import dev.florin.platform.Writes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows and streams. A row is changed only together with its stream, and only while it is locked. */
@Repository
class DisputeRepository {

    private final JdbcClient jdbc;
    private final Writes writes;
    private final OpenRows<DisputeKey> open;

    DisputeRepository(JdbcClient jdbc, Writes writes) {
        this.jdbc = jdbc;
        this.writes = writes;
        this.open = new OpenRows<>(jdbc, "disputes.dispute", (tenant, id) -> new DisputeKey(tenant, new DisputeId(id)));
    }

    /** Those about which an acquirer is being told. */
    OpenRows<DisputeKey> open() {
        return open;
    }

    /**
     * Stores a new one, in the caller's transaction. Who comes at the same time waits for that.
     *
     * @return false, with nothing stored, if the acquirer's dispute is known here
     */
    boolean insert(Dispute dispute) {
        Opened terms = dispute.terms();
        boolean news = jdbc.sql("""
                insert into disputes.dispute (merchant_id, id, livemode, payment_id, order_id, gateway,
                    acquirer_reference, status, previous_status, amount, currency, late, reason, opened_at, created_at,
                    due_by, version)
                values (:merchant, :id, :live, :payment, :order, :gateway, :reference, :status, :status, :amount,
                    :currency, :late, :reason, :openedAt, :at, :dueBy, 1)
                on conflict do nothing
                """)
                        .param("merchant", dispute.tenant().merchant())
                        .param("id", dispute.id().value())
                        .param("live", dispute.tenant().live())
                        .param("payment", terms.payment().value())
                        .param("order", terms.order().value())
                        .param("gateway", terms.gateway().name())
                        .param("reference", terms.acquirerReference())
                        .param("status", dispute.status().wire())
                        .param("amount", terms.amount().minor())
                        .param("currency", terms.amount().currency().getCurrencyCode())
                        .param("late", terms.late())
                        .param("reason", terms.reason())
                        .param("openedAt", terms.openedAt().atOffset(UTC))
                        .param("at", terms.at().atOffset(UTC))
                        .param("dueBy", terms.dueBy().atOffset(UTC))
                        .update()
                == 1;
        if (news) {
            addEvents(dispute, 0);
        }
        return news;
    }

    /**
     * Stores the news of a dispute that the caller's transaction has locked.
     *
     * @param resolveAfter when somebody else may go on telling the acquirer; null exactly if there is nothing to tell
     */
    void update(Dispute dispute, @Nullable Instant resolveAfter) {
        Asking asking = dispute.asking();
        Problem problem = dispute.problem();
        writes.sql("""
                with changed as (
                    update disputes.dispute
                    set previous_status = :previous, status = :status, due_by = :dueBy, submitted_at = :submittedAt,
                        closed_at = :closedAt, asking = :asking, asking_reference = :reference, error_code = :code,
                        error_message = :message, version = :version, resolve_after = :resolveAfter, resolve_tries = 0
                    where merchant_id = :merchant and id = :id and version = :read and status = :previous
                    returning 1
                )
                select public.must(count(*) = 1, :statement) from changed
                """)
                .param("merchant", dispute.tenant().merchant())
                .param("id", dispute.id().value())
                .param("previous", dispute.storedStatus().wire())
                .param("status", dispute.status().wire())
                .param("dueBy", dispute.dueBy().atOffset(UTC))
                .param("submittedAt", at(dispute.submittedAt()))
                .param("closedAt", at(dispute.closedAt()))
                .param("asking", asking == null ? null : asking.wire())
                .param("reference", dispute.reference())
                .param("code", problem == null ? null : problem.code())
                .param("message", problem == null ? null : problem.message())
                .param("version", dispute.version())
                .param("resolveAfter", at(asking == null ? null : resolveAfter))
                .param("read", dispute.storedVersion())
                .orElse(() -> new IllegalStateException(dispute.id() + " has changed since it was read"))
                .queue();
        addEvents(dispute, dispute.storedVersion());
    }

    private void addEvents(Dispute dispute, int known) {
        List<DisputeEvent> news = dispute.events().subList(known, dispute.version());
        writes.sql("""
                insert into disputes.event (merchant_id, dispute_id, seq, type, at, data)
                select :merchant, :id, news.seq, news.type, news.at::timestamptz, news.data::jsonb
                from unnest(:seqs::int[], :types::text[], :ats::text[], :events::text[]) as news (seq, type, at, data)
                """)
                .param("merchant", dispute.tenant().merchant())
                .param("id", dispute.id().value())
                .param(
                        "seqs",
                        IntStream.rangeClosed(known + 1, dispute.version())
                                .boxed()
                                .toArray(Integer[]::new))
                .param("types", news.stream().map(DisputeEventJson::type).toArray(String[]::new))
                .param("ats", news.stream().map(e -> e.at().toString()).toArray(String[]::new))
                .param("events", news.stream().map(DisputeEventJson::write).toArray(String[]::new))
                .queue();
    }

    Optional<Dispute> read(Tenant tenant, DisputeId id) {
        return exists(tenant, id, "") ? Optional.of(replay(tenant, id)) : Optional.empty();
    }

    /** Its row locked to the end of the transaction. */
    Optional<Dispute> lock(Tenant tenant, DisputeId id) {
        return exists(tenant, id, "for update") ? Optional.of(replay(tenant, id)) : Optional.empty();
    }

    private boolean exists(Tenant tenant, DisputeId id, String locking) {
        return jdbc.sql("""
                select 1 from disputes.dispute where merchant_id = :merchant and id = :id and livemode = :live
                """ + locking)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private Dispute replay(Tenant tenant, DisputeId id) {
        return Dispute.replay(id, tenant, events(tenant, id));
    }

    private List<DisputeEvent> events(Tenant tenant, DisputeId id) {
        return jdbc.sql("""
                select type, data from disputes.event
                where merchant_id = :merchant and dispute_id = :id order by seq
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .query((row, _) -> DisputeEventJson.read(row.getString("type"), row.getString("data")))
                .list();
    }

    Optional<DisputeId> find(Tenant tenant, GatewayId gateway, String acquirerReference) {
        return jdbc.sql("""
                select id from disputes.dispute
                where merchant_id = :merchant and livemode = :live and gateway = :gateway
                  and acquirer_reference = :reference
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("gateway", gateway.name())
                .param("reference", acquirerReference)
                .query(UUID.class)
                .optional()
                .map(DisputeId::new);
    }

    /** One row more than asked for, where there are that many; without events and evidence. */
    List<DisputeView> list(Tenant tenant, DisputeFilter filter, PageQuery query) {
        return walk(tenant, filter).rows(query, DisputeRepository::view);
    }

    Stretch<DisputeView> walk(Tenant tenant, DisputeFilter filter, PageQuery query) {
        return walk(tenant, filter).stretch(query, DisputeRepository::view);
    }

    private Walk walk(Tenant tenant, DisputeFilter filter) {
        Set<DisputeStatus> statuses =
                filter.statuses().isEmpty() ? EnumSet.allOf(DisputeStatus.class) : filter.statuses();
        List<String> wanted = statuses.stream().map(DisputeStatus::wire).toList();
        Walk walk = Walk.along(jdbc, "disputes.dispute", tenant);
        if (filter.payment() != null) {
            walk.among("payment_id = :payment", "payment", filter.payment().value())
                    .where("status = any(:statuses)", "statuses", wanted.toArray(String[]::new));
        } else {
            walk.amongStatuses(wanted);
        }
        return walk.where("reason = :reason", "reason", filter.reason())
                .created(filter.createdFrom(), filter.createdBefore());
    }

    /** Those that wait for an answer that can still be given, the most urgent first; without events and evidence. */
    List<DisputeView> mostUrgent(Tenant tenant, Instant now, int limit) {
        return jdbc.sql("""
                select * from disputes.dispute
                where merchant_id = :merchant and livemode = :live and status = 'needs_response' and due_by > :now
                order by due_by, id limit :limit
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("now", now.atOffset(UTC))
                .param("limit", limit)
                .query(DisputeRepository::view)
                .list();
    }

    /** Of a row alone. */
    static DisputeView view(ResultSet row, int number) throws SQLException {
        String asking = row.getString("asking");
        String code = row.getString("error_code");
        Instant dueBy = row.getObject("due_by", OffsetDateTime.class).toInstant();
        var terms = new Opened(
                new PaymentId(row.getObject("payment_id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)),
                new GatewayId(row.getString("gateway")),
                row.getString("acquirer_reference"),
                Money.of(row.getLong("amount"), row.getString("currency")),
                row.getBoolean("late"),
                row.getString("reason"),
                dueBy,
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
        return new DisputeView(
                id(row),
                tenant(row),
                terms,
                DisputeStatus.of(row.getString("status")),
                dueBy,
                asking == null ? null : Asking.of(asking),
                code == null ? null : new Problem(code, row.getString("error_message")),
                instant(row, "submitted_at"),
                instant(row, "closed_at"),
                row.getInt("version"),
                Map.of(),
                List.of(),
                List.of());
    }

    static DisputeId id(ResultSet row) throws SQLException {
        return new DisputeId(row.getObject("id", UUID.class));
    }

    static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(UTC);
    }
}
