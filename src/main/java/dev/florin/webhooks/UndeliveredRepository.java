package dev.florin.webhooks;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Paging;
import dev.florin.webhooks.Undelivered.Of;
import dev.florin.webhooks.Undelivered.OfEndpoint;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Deliveries that were given up, over all merchants: through indexes that hold no others. */
@Repository
class UndeliveredRepository {

    private final JdbcClient jdbc;

    UndeliveredRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int count(int most) {
        return jdbc.sql("""
                select count(*) from (select from webhooks.delivery where status = 'failed' limit :most) d
                """).param("most", most).query(Integer.class).single();
    }

    /** One look into the index for each endpoint, whatever it has. */
    List<OfEndpoint> byEndpoint(int endpoints, int most) {
        return jdbc.sql("""
                with recursive failing (merchant_id, endpoint_id, nth) as (
                    (select merchant_id, endpoint_id, 1 from webhooks.delivery
                     where status = 'failed' order by merchant_id, endpoint_id limit 1)
                    union all
                    select next.merchant_id, next.endpoint_id, failing.nth + 1
                    from failing cross join lateral (
                        select merchant_id, endpoint_id from webhooks.delivery
                        where status = 'failed'
                          and (merchant_id, endpoint_id) > (failing.merchant_id, failing.endpoint_id)
                        order by merchant_id, endpoint_id limit 1) next
                    where failing.nth < :endpoints
                )
                select failing.merchant_id, failing.endpoint_id, first.livemode, first.created_at, counted.number,
                    e.url, coalesce(e.enabled, false) as enabled
                from failing
                cross join lateral (
                    select livemode, created_at from webhooks.delivery
                    where status = 'failed' and merchant_id = failing.merchant_id
                      and endpoint_id = failing.endpoint_id
                    order by id limit 1) first
                cross join lateral (
                    select count(*) as number from (
                        select from webhooks.delivery
                        where status = 'failed' and merchant_id = failing.merchant_id
                          and endpoint_id = failing.endpoint_id
                        limit :most) few) counted
                left join webhooks.endpoint e on e.merchant_id = failing.merchant_id and e.id = failing.endpoint_id
                order by counted.number desc, failing.merchant_id, failing.endpoint_id
                """)
                .param("endpoints", endpoints)
                .param("most", most)
                .query((row, _) -> new OfEndpoint(
                        new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                        new EndpointId(row.getObject("endpoint_id", UUID.class)),
                        row.getString("url"),
                        row.getBoolean("enabled"),
                        row.getInt("number"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** One row more than asked for, where there are that many. */
    List<DeliveryView> list(@Nullable Of of, PageQuery query) {
        String ofEndpoint = "and merchant_id = :merchant and livemode = :live and endpoint_id = :endpoint";
        return Paging.sql(
                        jdbc,
                        "select * from webhooks.delivery where status = 'failed' " + (of == null ? "" : ofEndpoint),
                        query)
                .param("merchant", of == null ? null : of.tenant().merchant())
                .param("live", of != null && of.tenant().live())
                .param("endpoint", of == null ? null : of.endpoint().value())
                .query(DeliveryRepository::view)
                .list();
    }

    int resend(Tenant tenant, EndpointId endpoint, Instant now, int most) {
        return jdbc.sql("""
                update webhooks.delivery set status = 'pending', tries = 0, next_attempt_at = :now
                where (merchant_id, id) in (
                    select merchant_id, id from webhooks.delivery
                    where merchant_id = :merchant and endpoint_id = :endpoint and livemode = :live
                      and status = 'failed'
                    order by id limit :most for update skip locked)
                """)
                .param("now", now.atOffset(UTC))
                .param("merchant", tenant.merchant())
                .param("endpoint", endpoint.value())
                .param("live", tenant.live())
                .param("most", most)
                .update();
    }
}
