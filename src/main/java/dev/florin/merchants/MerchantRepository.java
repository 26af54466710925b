package dev.florin.merchants;

import dev.florin.kernel.PageQuery;
import dev.florin.platform.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
                .query(MerchantRepository::merchant)
                .optional();
    }

    /** One row more than asked for, where there are that many. @param name a part of it; null for all */
    List<Merchant> list(@Nullable String name, PageQuery query) {
        return Paging.sql(
                        jdbc,
                        "select * from merchants.merchant where "
                                + (name == null ? "true" : "strpos(lower(name), lower(:name)) > 0"),
                        query)
                .param("name", name)
                .query(MerchantRepository::merchant)
                .list();
    }

    /** @return what it was before; empty if there is no such merchant */
    Optional<Integer> limit(UUID id, int requestsPerSecond) {
        return jdbc.sql("""
                        update merchants.merchant m set requests_per_second = :limit
                        from (select id, requests_per_second from merchants.merchant where id = :id for update) was
                        where m.id = was.id
                        returning was.requests_per_second
                        """)
                .param("limit", requestsPerSecond)
                .param("id", id)
                .query(Integer.class)
                .optional();
    }

    private static Merchant merchant(ResultSet row, int number) throws SQLException {
        return new Merchant(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getInt("requests_per_second"),
                ZoneId.of(row.getString("timezone")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
