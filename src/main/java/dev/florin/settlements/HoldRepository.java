package dev.florin.settlements;

import dev.florin.kernel.Tenant;
import dev.florin.settlements.PayoutTerms.Hold;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class HoldRepository {

    private final JdbcClient jdbc;

    HoldRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Hold> find(Tenant tenant) {
        return jdbc.sql("select * from settlements.hold where merchant_id = ? and livemode = ?")
                .params(tenant.merchant(), tenant.live())
                .query((row, _) -> new Hold(
                        row.getString("reason"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .optional();
    }

    void add(Tenant tenant, String reason, Instant now) {
        jdbc.sql("""
                        insert into settlements.hold (merchant_id, livemode, reason, since) values (?, ?, ?, ?)
                        on conflict (merchant_id, livemode) do update set reason = excluded.reason
                        """)
                .params(tenant.merchant(), tenant.live(), reason, now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @return whether there was one */
    boolean remove(Tenant tenant) {
        return jdbc.sql("delete from settlements.hold where merchant_id = ? and livemode = ?")
                        .params(tenant.merchant(), tenant.live())
                        .update()
                == 1;
    }
}
