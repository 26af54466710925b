package dev.florin.payments;

import static java.time.ZoneOffset.UTC;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many of the live payments that were decided lately failed, over all merchants. */
@Repository
class Declines {

    /** Above this many percent something is wrong. */
    static final int HIGH = 20;

    /** Of fewer payments nothing can be said. */
    static final int FEWEST = 20;

    private static final Duration LATELY = Duration.ofMinutes(15);

    /** Where so many were decided within one minute, that minute says it all. */
    private static final int ENOUGH = 1000;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** More is not read, however many there are. */
    private static final int MOST = 20_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Declines(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param mostOften the code of most failures */
    record Share(String gateway, long decided, long failed, String mostOften) {

        long percent() {
            return decided == 0 ? 0 : failed * 100 / decided;
        }

        boolean isHigh() {
            return decided >= FEWEST && failed * 100 > HIGH * decided;
        }
    }

    /** Of the last quarter of an hour. */
    List<Share> byGateway() {
        Instant now = clock.instant();
        List<Share> lately = since(now.minus(MINUTE));
        return lately.stream().mapToLong(Share::decided).sum() >= ENOUGH ? lately : since(now.minus(LATELY));
    }

    private List<Share> since(Instant time) {
        return jdbc.sql("""
                with decided as (
                    select merchant_id, payment_id, type, data ->> 'code' as code
                    from payments.event where stored_at >= :since and type in ('authorized', 'failed') limit :most
                )
                select p.gateway, count(*) as decided, count(*) filter (where d.type = 'failed') as failed,
                    coalesce(mode() within group (order by d.code) filter (where d.type = 'failed'), '') as code
                from decided d
                join payments.payment p on p.merchant_id = d.merchant_id and p.id = d.payment_id
                where p.livemode
                group by p.gateway order by p.gateway
                """)
                .param("since", time.atOffset(UTC))
                .param("most", MOST)
                .query((row, _) -> new Share(
                        row.getString("gateway"), row.getLong("decided"), row.getLong("failed"), row.getString("code")))
                .list();
    }
}
