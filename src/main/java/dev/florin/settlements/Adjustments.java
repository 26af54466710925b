package dev.florin.settlements;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What operators have put right by hand, and why. */
@Repository
public class Adjustments {

    private static final int SHOWN = 20;

    private final JdbcClient jdbc;

    Adjustments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param amount below zero if it was taken from the merchant */
    public record Adjustment(UUID id, Tenant tenant, Money amount, String reason, Instant at) {

        public String publicId() {
            return TypeId.format("adj", id);
        }
    }

    void insert(Adjustment adjustment) {
        jdbc.sql("""
                        insert into settlements.adjustment
                            (merchant_id, id, livemode, currency, amount, reason, created_at)
                        values (:merchant, :id, :live, :currency, :amount, :reason, :now)
                        """)
                .param("merchant", adjustment.tenant().merchant())
                .param("id", adjustment.id())
                .param("live", adjustment.tenant().live())
                .param("currency", adjustment.amount().currency().getCurrencyCode())
                .param("amount", adjustment.amount().minor())
                .param("reason", adjustment.reason())
                .param("now", adjustment.at().atOffset(UTC))
                .update();
    }

    List<Adjustment> last(Tenant tenant) {
        return jdbc.sql("""
                        select * from settlements.adjustment where merchant_id = ? and livemode = ?
                        order by id desc limit ?
                        """)
                .params(tenant.merchant(), tenant.live(), SHOWN)
                .query((row, _) -> new Adjustment(
                        row.getObject("id", UUID.class),
                        tenant,
                        Money.of(row.getLong("amount"), row.getString("currency")),
                        row.getString("reason"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
