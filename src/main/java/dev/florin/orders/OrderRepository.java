package dev.florin.orders;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.orders.Orders.OrderFilter;
import dev.florin.platform.Stretch;
import dev.florin.platform.Walk;
import dev.florin.platform.Writes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class OrderRepository {

    private static final TypeReference<List<LineItem>> LINE_ITEMS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};
    private static final int EXPIRE_AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final Writes writes;
    private final JsonMapper json = new JsonMapper();

    OrderRepository(JdbcClient jdbc, Writes writes) {
        this.jdbc = jdbc;
        this.writes = writes;
    }

    void insert(OrderView order, @Nullable UUID liveAttempt) {
        writes.sql("""
                insert into orders.orders (merchant_id, id, livemode, status, previous_status, amount, currency, capture,
                    receipt, customer, line_items, metadata, return_url, attempts, live_attempt, created_at, expires_at,
                    expire_after)
                values (:merchant, :id, :live, :status, :status, :amount, :currency, :capture, :receipt,
                    :customer::jsonb, :lineItems::jsonb, :metadata::jsonb, :returnUrl,
                    array_remove(array[:liveAttempt::uuid], null), :liveAttempt::uuid, :createdAt, :expiresAt, :expiresAt)
                """)
                .param("merchant", order.tenant().merchant())
                .param("id", order.id().value())
                .param("live", order.tenant().live())
                .param("status", order.status().wire())
                .param("amount", order.amount().minor())
                .param("currency", order.amount().currency().getCurrencyCode())
                .param("capture", order.capture().wire())
                .param("receipt", order.receipt())
                .param("customer", json.writeValueAsString(order.customer()))
                .param("lineItems", json.writeValueAsString(order.lineItems()))
                .param("metadata", json.writeValueAsString(order.metadata()))
                .param("returnUrl", order.returnUrl())
                .param("liveAttempt", liveAttempt)
                .param("createdAt", order.createdAt().atOffset(UTC))
                .param("expiresAt", order.expiresAt().atOffset(UTC))
                .queue();
    }

    Optional<OrderView> beginAttempt(Tenant tenant, OrderId id, UUID payment, Instant now) {
        return jdbc.sql("""
                update orders.orders
                set previous_status = status, status = 'attempted', attempts = attempts || :payment::uuid,
                    live_attempt = :payment
                where merchant_id = :merchant and id = :id and livemode = :live
                  and status in ('created', 'attempted') and live_attempt is null and expires_at > :now
                returning *
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .param("payment", payment)
                .param("now", now.atOffset(UTC))
                .query(this::view)
                .optional();
    }

    void recordPayment(Tenant tenant, OrderId id, UUID payment, Money captured, boolean complete) {
        writes.sql("""
                with changed as (
                    update orders.orders
                    set previous_status = status, status = case when :complete then 'paid' else status end,
                        amount_paid = :captured, expire_after = case when :complete then null else expire_after end
                    where merchant_id = :merchant and id = :id and live_attempt = :payment
                      and status = 'attempted' and currency = :currency and amount_paid <= :captured
                    returning 1
                )
                select public.must(count(*) = 1, :statement) from changed
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("payment", payment)
                .param("captured", captured.minor())
                .param("currency", captured.currency().getCurrencyCode())
                .param("complete", complete)
                .orElse(() -> notLive(id, payment))
                .queue();
    }

    void releaseAttempt(Tenant tenant, OrderId id, UUID payment) {
        writes.sql("""
                with changed as (
                    update orders.orders
                    set previous_status = status, live_attempt = null
                    where merchant_id = :merchant and id = :id and live_attempt = :payment and status = 'attempted'
                    returning 1
                )
                select public.must(count(*) = 1, :statement) from changed
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("payment", payment)
                .orElse(() -> notLive(id, payment))
                .queue();
    }

    private static RuntimeException notLive(OrderId id, UUID payment) {
        return new IllegalStateException("%s is not the live attempt of %s".formatted(payment, id));
    }

    Optional<OrderView> cancel(Tenant tenant, OrderId id) {
        return jdbc.sql("""
                update orders.orders
                set previous_status = status, status = 'cancelled', expire_after = null
                where merchant_id = :merchant and id = :id and livemode = :live
                  and status in ('created', 'attempted') and live_attempt is null
                returning *
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(this::view)
                .optional();
    }

    Optional<OrderView> find(Tenant tenant, OrderId id) {
        return jdbc.sql("select * from orders.orders where merchant_id = :merchant and id = :id and livemode = :live")
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(this::view)
                .optional();
    }

    Optional<Tenant> ownerOf(OrderId id) {
        return jdbc.sql("select merchant_id, livemode from orders.orders where id = :id")
                .param("id", id.value())
                .query((row, _) -> new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")))
                .optional();
    }

    /** One row more than asked for, where there are that many. */
    List<OrderView> list(Tenant tenant, OrderFilter filter, PageQuery query) {
        return walk(tenant, filter).rows(query, this::view);
    }

    Stretch<OrderView> walk(Tenant tenant, OrderFilter filter, PageQuery query) {
        return walk(tenant, filter).stretch(query, this::view);
    }

    private Walk walk(Tenant tenant, OrderFilter filter) {
        Walk walk = Walk.along(jdbc, "orders.orders", tenant);
        if (filter.email() != null) {
            walk.among("lower(customer ->> 'email') = lower(:email)", "email", filter.email())
                    .where("receipt = :receipt", "receipt", filter.receipt());
        } else if (filter.receipt() != null) {
            walk.among("receipt = :receipt", "receipt", filter.receipt());
        } else {
            walk.amongAll();
        }
        return walk.where(
                        "status = any(:statuses)",
                        "statuses",
                        filter.statuses().isEmpty()
                                ? null
                                : filter.statuses().stream()
                                        .map(OrderStatus::wire)
                                        .toArray(String[]::new))
                .created(filter.createdFrom(), filter.createdBefore());
    }

    /** @return those that expired; what is being paid right now is looked at again later */
    List<OrderClosed> expire(Instant now) {
        return jdbc
                .sql("""
                update orders.orders o
                set previous_status = o.status,
                    status = case when o.live_attempt is null then 'expired' else o.status end,
                    expire_after = case when o.live_attempt is null then null else :later end
                from (select merchant_id, id from orders.orders
                      where expire_after <= :now
                      order by expire_after limit :limit for update skip locked) due
                where o.merchant_id = due.merchant_id and o.id = due.id
                returning o.merchant_id, o.livemode, o.id, o.status
                """)
                .param("now", now.atOffset(UTC))
                .param("later", now.plusSeconds(300).atOffset(UTC))
                .param("limit", EXPIRE_AT_ONCE)
                .query((row, _) -> row.getString("status").equals("expired")
                        ? Optional.of(new OrderClosed(
                                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                                new OrderId(row.getObject("id", UUID.class)),
                                now))
                        : Optional.<OrderClosed>empty())
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private OrderView view(ResultSet row, int number) throws SQLException {
        var currency = Money.currency(row.getString("currency"));
        return new OrderView(
                new OrderId(row.getObject("id", UUID.class)),
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                OrderStatus.of(row.getString("status")),
                new Money(row.getLong("amount"), currency),
                new Money(row.getLong("amount_paid"), currency),
                CaptureMode.of(row.getString("capture")),
                row.getString("receipt"),
                json.readValue(row.getString("customer"), Customer.class),
                json.readValue(row.getString("line_items"), LINE_ITEMS),
                json.readValue(row.getString("metadata"), METADATA),
                row.getString("return_url"),
                Arrays.asList((UUID[]) row.getArray("attempts").getArray()),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(UTC);
    }
}
