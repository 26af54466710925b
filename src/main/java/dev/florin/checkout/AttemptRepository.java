package dev.florin.checkout;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tokens that were used. */
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

    /** @param atOnce how many rows one transaction deletes at most */
    void deleteOlder(Instant before, int atOnce) {
        int deleted = atOnce;
        while (deleted == atOnce) {
            deleted = jdbc.sql("""
                    delete from checkout.attempt where (merchant_id, order_id, number) in (
                        select merchant_id, order_id, number from checkout.attempt where created_at < :before limit :limit)
                    """)
                    .param("before", before.atOffset(UTC))
                    .param("limit", atOnce)
                    .update();
        }
    }
}
