package dev.florin.webhooks;

import static dev.florin.webhooks.EventRepository.at;
import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Replays, and the deliveries that they begin anew. */
@Repository
class ReplayRepository {

    private static final int MOST_OPEN = 100;

    private final JdbcClient jdbc;

    ReplayRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false if there is one under way */
    boolean insert(ReplayView replay) {
        return jdbc.sql("""
                insert into webhooks.replay
                    (merchant_id, id, livemode, endpoint_id, since, total, begun, created_at)
                values (:merchant, :id, :live, :endpoint, :since, :total, 0, :now)
                on conflict do nothing
                """)
                        .param("merchant", replay.tenant().merchant())
                        .param("id", replay.id())
                        .param("live", replay.tenant().live())
                        .param("endpoint", replay.endpoint().value())
                        .param("since", at(replay.since()))
                        .param("total", replay.total())
                        .param("now", replay.createdAt().atOffset(UTC))
                        .update()
                == 1;
    }

    int countFailed(Tenant tenant, EndpointId endpoint, @Nullable Instant since) {
        return jdbc.sql("""
                select count(*) from webhooks.delivery
                where merchant_id = :merchant and livemode = :live and endpoint_id = :endpoint and status = 'failed'
                  and (:since::timestamptz is null or created_at >= :since)
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("endpoint", endpoint.value())
                .param("since", at(since))
                .query(Integer.class)
                .single();
    }

    Optional<ReplayView> latest(Tenant tenant, EndpointId endpoint) {
        return jdbc.sql("""
                select * from webhooks.replay
                where merchant_id = :merchant and livemode = :live and endpoint_id = :endpoint
                order by id desc limit 1
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("endpoint", endpoint.value())
                .query(ReplayRepository::view)
                .optional();
    }

    List<ReplayView> open() {
        return jdbc.sql("select * from webhooks.replay where finished_at is null order by id limit :most")
                .param("most", MOST_OPEN)
                .query(ReplayRepository::view)
                .list();
    }

    /** How many of its endpoint's deliveries are still to be sent; no more than {@code most} are counted. */
    int waiting(ReplayView replay, int most) {
        return jdbc.sql("""
                select count(*) from (
                    select from webhooks.delivery
                    where merchant_id = :merchant and endpoint_id = :endpoint and next_attempt_at is not null
                    limit :most) w
                """)
                .param("merchant", replay.tenant().merchant())
                .param("endpoint", replay.endpoint().value())
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /**
     * Begins the next ones anew, oldest first, behind the cursor, which moves on in the same statement: none is begun twice
     * by one replay, whoever runs it, and none that has arrived meanwhile.
     *
     * @return how many
     */
    int step(ReplayView replay, int most, Instant now) {
        return jdbc.sql("""
                with replay as (
                    select * from webhooks.replay
                    where merchant_id = :merchant and id = :id and finished_at is null
                    for update
                ), next as (
                    select d.id from webhooks.delivery d, replay r
                    where d.merchant_id = :merchant and d.livemode = :live and d.endpoint_id = :endpoint
                      and d.status = 'failed' and d.id < :id and (r.done_to is null or d.id > r.done_to)
                      and (r.since is null or d.created_at >= r.since)
                    order by d.id limit :most
                    for update of d
                ), begun as (
                    update webhooks.delivery d set status = 'pending', tries = 0, next_attempt_at = :now
                    from next where d.merchant_id = :merchant and d.id = next.id and d.status = 'failed'
                    returning d.id
                ), counted as (
                    select count(*)::int as number, max(id::text)::uuid as last from begun
                ), moved as (
                    update webhooks.replay r set begun = r.begun + c.number, done_to = coalesce(c.last, r.done_to)
                    from counted c where r.merchant_id = :merchant and r.id = :id
                )
                select number from counted
                """)
                .param("merchant", replay.tenant().merchant())
                .param("live", replay.tenant().live())
                .param("endpoint", replay.endpoint().value())
                .param("id", replay.id())
                .param("now", now.atOffset(UTC))
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    void finish(ReplayView replay, Instant now) {
        jdbc.sql("""
                update webhooks.replay set finished_at = :now
                where merchant_id = :merchant and id = :id and finished_at is null
                """)
                .param("now", now.atOffset(UTC))
                .param("merchant", replay.tenant().merchant())
                .param("id", replay.id())
                .update();
    }

    private static ReplayView view(ResultSet row, int number) throws SQLException {
        return new ReplayView(
                row.getObject("id", UUID.class),
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                new EndpointId(row.getObject("endpoint_id", UUID.class)),
                EndpointRepository.instant(row, "since"),
                row.getInt("total"),
                row.getInt("begun"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                EndpointRepository.instant(row, "finished_at"));
    }
}
