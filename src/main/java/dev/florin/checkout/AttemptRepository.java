package dev.florin.checkout;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AttemptRepository {

    private final JdbcClient jdbc;

    AttemptRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false if the token was used before; then nothing was written */
    boolean claim(Tenant tenant, OrderId order, int number, UUID payment, Instant now) {
        return jdbc.sql("""
                insert into checkout.attempt (merchant_id, order_id, number, payment_id, created_at)
                values (:merchant, :order, :number, :payment, :now)
                on conflict do nothing
                """)
                        .param("merchant", tenant.merchant())
                        .param("order", order.value())
                        .param("number", number)
                        .param("payment", payment)
                        .param("now", now.atOffset(UTC))
                        .update()
                == 1;
    }
}
