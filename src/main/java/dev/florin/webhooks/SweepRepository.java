package dev.florin.webhooks;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is due, whoever began it. */
@Repository
class SweepRepository {

    private final JdbcClient jdbc;

    SweepRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes deliveries that are due, so many of each endpoint, and keeps others off them until {@code until}. Endpoints
     * that are paused are not even looked at, however much waits for them; one whose pause is over gets a single delivery
     * and is paused as long as that takes.
     *
     * @param busy endpoints for which enough has been claimed
     * @param slow endpoints that get a few at a time
     */
    List<Parcel> claim(Instant now, Instant until, List<EndpointId> busy, List<EndpointId> slow, int each, int most) {
        return jdbc.sql("""
                with due as (
                    select e.merchant_id, e.id as endpoint, e.failures, d.id
                    from webhooks.endpoint e
                    cross join lateral (
                        select id from webhooks.delivery
                        where merchant_id = e.merchant_id and endpoint_id = e.id and next_attempt_at <= :now
                        order by next_attempt_at
                        limit case when e.failures >= :threshold then 1
                            when e.id = any(:slow::uuid[]) then :few
                            else :each end
                        for update skip locked) d
                    where e.enabled and (e.paused_until is null or e.paused_until <= :now) and e.id <> all(:busy::uuid[])
                    limit :most
                ), trial as (
                    update webhooks.endpoint e set paused_until = :until
                    from due
                    where due.failures >= :threshold and e.merchant_id = due.merchant_id and e.id = due.endpoint
                ), claimed as (
                    update webhooks.delivery d set next_attempt_at = :until
                    from due where d.merchant_id = due.merchant_id and d.id = due.id
                    returning d.merchant_id, d.livemode, d.id, d.event_id, d.event, d.endpoint_id, d.tries,
                        due.failures >= :threshold as trial
                )
                select claimed.*, event.body, event.traceparent
                from claimed
                join webhooks.event on event.merchant_id = claimed.merchant_id and event.id = claimed.event_id
                """)
                .param("now", now.atOffset(UTC))
                .param("until", until.atOffset(UTC))
                .param("threshold", Breaker.THRESHOLD)
                .param("busy", busy.stream().map(EndpointId::value).toArray(UUID[]::new))
                .param("slow", slow.stream().map(EndpointId::value).toArray(UUID[]::new))
                .param("few", Lane.FEW)
                .param("each", each)
                .param("most", most)
                .query(SweepRepository::parcel)
                .list();
    }

    /** Gives up what was stored for endpoints that had just been disabled or deleted. */
    int giveUpOrphans(Instant before) {
        return jdbc.sql("""
                update webhooks.delivery d
                set status = 'failed', next_attempt_at = null, last_error = 'the endpoint is disabled or deleted'
                where next_attempt_at <= :before
                  and not exists (select from webhooks.endpoint e
                                  where e.merchant_id = d.merchant_id and e.id = d.endpoint_id and e.enabled)
                """).param("before", before.atOffset(UTC)).update();
    }

    /** How many deliveries are not over. */
    int countPending() {
        return jdbc.sql("select count(*) from webhooks.delivery where next_attempt_at is not null")
                .query(Integer.class)
                .single();
    }

    /** How many deliveries to endpoints that take them were due before {@code before}; at most {@code most}. */
    int countLate(Instant before, Instant now, int most) {
        return jdbc.sql("""
                select count(*) from (
                    select from webhooks.endpoint e
                    cross join lateral (
                        select from webhooks.delivery
                        where merchant_id = e.merchant_id and endpoint_id = e.id and next_attempt_at <= :before
                        limit :most) d
                    where e.enabled and e.failures < :threshold and (e.paused_until is null or e.paused_until <= :now)
                    limit :most) late
                """)
                .param("before", before.atOffset(UTC))
                .param("now", now.atOffset(UTC))
                .param("threshold", Breaker.THRESHOLD)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    private static Parcel parcel(ResultSet row, int number) throws SQLException {
        return new Parcel(
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                new DeliveryId(row.getObject("id", UUID.class)),
                new EventId(row.getObject("event_id", UUID.class)),
                row.getString("event"),
                new EndpointId(row.getObject("endpoint_id", UUID.class)),
                row.getString("body"),
                row.getInt("tries"),
                row.getBoolean("trial"),
                row.getString("traceparent"),
                Dispatch.notAfter());
    }
}
