package dev.florin.disputes;

import static java.time.ZoneOffset.UTC;

import dev.florin.payments.PaymentId;
import dev.florin.platform.Unresolved;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What of all merchants' disputes waits for somebody. */
@Repository
public class DisputeWatching {

    private static final String UNANSWERED = """
            from disputes.dispute
            where status = 'needs_response' and livemode and asking is null and due_by > :now and due_by < :before
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    DisputeWatching(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How many disputes of real money nobody has answered that are lost within this time. */
    int countUnanswered(Duration within) {
        return unanswered("select count(*) " + UNANSWERED, within)
                .query(Integer.class)
                .single();
    }

    /** The same ones, the most urgent first; without events and evidence. */
    public List<DisputeView> unanswered(Duration within, int limit) {
        return unanswered("select * " + UNANSWERED + "order by due_by, id limit :limit", within)
                .param("limit", limit)
                .query(DisputeRepository::view)
                .list();
    }

    private JdbcClient.StatementSpec unanswered(String sql, Duration within) {
        Instant now = clock.instant();
        return jdbc.sql(sql)
                .param("now", now.atOffset(UTC))
                .param("before", now.plus(within).atOffset(UTC));
    }

    /** How many answers to disputes of real money their acquirer has not heard for this time. */
    int countUntold(Duration since) {
        return jdbc.sql("""
                select count(*) from disputes.dispute d
                where d.resolve_after is not null and d.livemode
                  and (select max(e.at) from disputes.event e
                       where e.merchant_id = d.merchant_id and e.dispute_id = d.id) < ?
                """)
                .param(clock.instant().minus(since).atOffset(UTC))
                .query(Integer.class)
                .single();
    }

    /** Those of which an acquirer is being told. */
    List<Unresolved.Case> oldestUntold(int limit) {
        return jdbc.sql("""
                select merchant_id, livemode, id, payment_id, asking, created_at, resolve_tries, resolve_after
                from disputes.dispute where resolve_after is not null order by created_at limit :limit
                """)
                .param("limit", limit)
                .query((row, _) -> new Unresolved.Case(
                        DisputeRepository.tenant(row),
                        DisputeRepository.id(row).toString(),
                        new PaymentId(row.getObject("payment_id", UUID.class)).toString(),
                        row.getString("asking"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getInt("resolve_tries"),
                        row.getObject("resolve_after", OffsetDateTime.class).toInstant()))
                .list();
    }
}
