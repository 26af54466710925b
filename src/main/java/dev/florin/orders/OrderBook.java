package dev.florin.orders;

import dev.florin.consistency.Known;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Orders of all merchants as they are stored, for modules that check their own data against them. */
@Component
public class OrderBook implements Known {

    private final JdbcClient jdbc;

    OrderBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param paid what the live attempt has brought in
     * @param live the one attempt whose outcome is open or good
     */
    public record Stand(
            Tenant tenant,
            OrderId id,
            OrderStatus status,
            Money paid,
            Set<UUID> attempts,
            @Nullable UUID live) {}

    /** Those that exist of these. */
    public List<Stand> stands(Collection<UUID> merchants, Collection<UUID> orders) {
        return jdbc.sql("""
                select o.merchant_id, o.livemode, o.id, o.status, o.amount_paid, o.currency, o.attempts, o.live_attempt
                from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join orders.orders o on o.merchant_id = s.merchant_id and o.id = s.id
                """)
                .params(merchants.toArray(UUID[]::new), orders.toArray(UUID[]::new))
                .query((row, _) -> stand(row))
                .list();
    }

    /** The following ones, by merchant and id. */
    public List<Stand> walk(UUID afterMerchant, UUID afterOrder, int most) {
        return jdbc.sql("""
                select merchant_id, livemode, id, status, amount_paid, currency, attempts, live_attempt
                from orders.orders where (merchant_id, id) > (?, ?) order by merchant_id, id limit ?
                """)
                .params(afterMerchant, afterOrder, most)
                .query((row, _) -> stand(row))
                .list();
    }

    @Override
    public String prefix() {
        return "order";
    }

    @Override
    public Set<UUID> among(Collection<UUID> merchants, Collection<UUID> ids) {
        return jdbc.sql("""
                select o.id from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join orders.orders o on o.merchant_id = s.merchant_id and o.id = s.id
                """)
                .params(merchants.toArray(UUID[]::new), ids.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .set();
    }

    private static Stand stand(ResultSet row) throws SQLException {
        return new Stand(
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                new OrderId(row.getObject("id", UUID.class)),
                OrderStatus.of(row.getString("status")),
                Money.of(row.getLong("amount_paid"), row.getString("currency")),
                Set.of((UUID[]) row.getArray("attempts").getArray()),
                row.getObject("live_attempt", UUID.class));
    }
}
