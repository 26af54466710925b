package dev.florin.merchants;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class MerchantRepository {

    private final JdbcClient jdbc;

    MerchantRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void addIfAbsent(Merchant merchant) {
        jdbc.sql("""
                        insert into merchants.merchant (id, name, requests_per_second, timezone, created_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(merchant.id(), merchant.name(), merchant.requestsPerSecond())
                .params(merchant.timezone().getId(), merchant.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @return whether there is such a merchant */
    boolean changeTimezone(UUID id, ZoneId timezone) {
        return jdbc.sql("update merchants.merchant set timezone = ? where id = ?")
                        .params(timezone.getId(), id)
                        .update()
                == 1;
    }

    Optional<Merchant> find(UUID id) {
        return jdbc.sql("select * from merchants.merchant where id = ?")
                .param(id)
                .query((row, _) -> new Merchant(
                        id,
                        row.getString("name"),
                        row.getInt("requests_per_second"),
                        ZoneId.of(row.getString("timezone")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .optional();
    }
}
