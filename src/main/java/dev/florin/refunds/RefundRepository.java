package dev.florin.refunds;

import static java.time.ZoneOffset.UTC;

import dev.florin.gateways.GatewayId;
import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentView.PaymentError;
import dev.florin.platform.OpenRows;
import dev.florin.platform.Stretch;
import dev.florin.platform.Unresolved;
import dev.florin.platform.Walk;
import dev.florin.platform.Writes;
import dev.florin.refunds.Refunds.RefundFilter;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class RefundRepository {

    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};
    private static final int FEW = 10;

    private final JdbcClient jdbc;
    private final Writes writes;
    private final OpenRows<RefundKey> open;
    private final JsonMapper json = new JsonMapper();

    RefundRepository(JdbcClient jdbc, Writes writes) {
        this.jdbc = jdbc;
        this.writes = writes;
        this.open = new OpenRows<>(jdbc, "refunds.refund", (tenant, id) -> new RefundKey(tenant, new RefundId(id)));
    }

    /** Those that are still open. */
    OpenRows<RefundKey> open() {
        return open;
    }

    /** @param resolveAfter when somebody else may take it up */
    void insert(RefundView refund, Instant resolveAfter) {
        writes.sql("""
                insert into refunds.refund (merchant_id, id, livemode, payment_id, order_id, gateway, status,
                    previous_status, amount, currency, late, reason, metadata, created_at, resolve_after)
                values (:merchant, :id, :live, :payment, :order, :gateway, :status, :status, :amount, :currency, :late,
                    :reason, :metadata::jsonb, :createdAt, :resolveAfter)
                """)
                .param("merchant", refund.tenant().merchant())
                .param("id", refund.id().value())
                .param("live", refund.tenant().live())
                .param("payment", refund.payment().value())
                .param("order", refund.order().value())
                .param("gateway", refund.gateway().name())
                .param("status", refund.status().wire())
                .param("amount", refund.amount().minor())
                .param("currency", refund.amount().currency().getCurrencyCode())
                .param("late", refund.late())
                .param("reason", refund.reason())
                .param("metadata", json.writeValueAsString(refund.metadata()))
                .param("createdAt", refund.createdAt().atOffset(UTC))
                .param("resolveAfter", resolveAfter.atOffset(UTC))
                .queue();
    }

    /** Stores how a pending refund ended. If it had ended before, the commit fails. */
    void end(RefundView refund) {
        PaymentError error = refund.error();
        writes.sql("""
                with changed as (
                    update refunds.refund
                    set previous_status = status, status = :status, acquirer_reference = :reference,
                        error_code = :code, error_message = :message, settled_at = :settledAt, resolve_after = null
                    where merchant_id = :merchant and id = :id and status = 'pending'
                    returning 1
                )
                select public.must(count(*) = 1, :statement) from changed
                """)
                .param("merchant", refund.tenant().merchant())
                .param("id", refund.id().value())
                .param("status", refund.status().wire())
                .param("reference", refund.acquirerReference())
                .param("code", error == null ? null : error.code())
                .param("message", error == null ? null : error.message())
                .param("settledAt", at(refund.settledAt()))
                .orElse(() -> new IllegalStateException(refund.id() + " is not pending any more"))
                .queue();
    }

    /** Nothing is decided, and so nothing is lost if it has been meanwhile. */
    void noteReference(RefundView refund, Instant resolveAfter) {
        writes.sql("""
                update refunds.refund set acquirer_reference = :reference, previous_status = status, resolve_after = :resolveAfter
                where merchant_id = :merchant and id = :id and status = 'pending'
                """)
                .param("merchant", refund.tenant().merchant())
                .param("id", refund.id().value())
                .param("reference", refund.acquirerReference())
                .param("resolveAfter", resolveAfter.atOffset(UTC))
                .queue();
    }

    Optional<RefundView> find(Tenant tenant, RefundId id) {
        return jdbc.sql("select * from refunds.refund where merchant_id = :merchant and id = :id and livemode = :live")
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(this::view)
                .optional();
    }

    /** One row more than asked for, where there are that many. */
    List<RefundView> list(Tenant tenant, RefundFilter filter, PageQuery query) {
        return walk(tenant, filter).rows(query, this::view);
    }

    Stretch<RefundView> walk(Tenant tenant, RefundFilter filter, PageQuery query) {
        return walk(tenant, filter).stretch(query, this::view);
    }

    private Walk walk(Tenant tenant, RefundFilter filter) {
        Set<RefundStatus> statuses =
                filter.statuses().isEmpty() ? EnumSet.allOf(RefundStatus.class) : filter.statuses();
        List<String> wanted = statuses.stream().map(RefundStatus::wire).toList();
        Walk walk = Walk.along(jdbc, "refunds.refund", tenant);
        if (filter.payment() != null) {
            walk.among("payment_id = :payment", "payment", filter.payment().value())
                    .where("status = any(:statuses)", "statuses", wanted.toArray(String[]::new));
        } else {
            walk.amongStatuses(wanted);
        }
        return walk.created(filter.createdFrom(), filter.createdBefore());
    }

    /** Newest first. */
    List<RefundView> byAcquirerReference(Tenant tenant, String reference) {
        return jdbc.sql("""
                select * from refunds.refund
                where merchant_id = :merchant and livemode = :live and acquirer_reference = :reference
                order by id desc limit :few
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("reference", reference)
                .param("few", FEW)
                .query(this::view)
                .list();
    }

    /** Of all merchants. */
    List<Unresolved.Case> oldestUnresolved(int limit) {
        return jdbc.sql("""
                select merchant_id, livemode, id, payment_id, status, created_at, resolve_tries, resolve_after
                from refunds.refund where resolve_after is not null order by created_at limit :limit
                """)
                .param("limit", limit)
                .query((row, _) -> new Unresolved.Case(
                        tenant(row),
                        id(row).toString(),
                        new PaymentId(row.getObject("payment_id", UUID.class)).toString(),
                        row.getString("status"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getInt("resolve_tries"),
                        row.getObject("resolve_after", OffsetDateTime.class).toInstant()))
                .list();
    }

    RefundView view(ResultSet row, int number) throws SQLException {
        String code = row.getString("error_code");
        OffsetDateTime settledAt = row.getObject("settled_at", OffsetDateTime.class);
        return new RefundView(
                id(row),
                tenant(row),
                new PaymentId(row.getObject("payment_id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)),
                new GatewayId(row.getString("gateway")),
                RefundStatus.of(row.getString("status")),
                Money.of(row.getLong("amount"), row.getString("currency")),
                row.getBoolean("late"),
                row.getString("reason"),
                json.readValue(row.getString("metadata"), METADATA),
                row.getString("acquirer_reference"),
                code == null ? null : new PaymentError(code, row.getString("error_message")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                settledAt == null ? null : settledAt.toInstant());
    }

    private static RefundId id(ResultSet row) throws SQLException {
        return new RefundId(row.getObject("id", UUID.class));
    }

    private static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode"));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(UTC);
    }
}
