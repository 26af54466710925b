package dev.florin.payments;

import dev.florin.kernel.Tenant;
import dev.florin.merchants.Merchant;
import dev.florin.merchants.Merchants;
import dev.florin.platform.Horizon;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds new events to the counts of their quarter of an hour and of their day, each once and behind the backs of those
 * who make payments, so that statistics need only count what came since.
 */
@Component
class Counting {

    /** Longer than a transaction of a payment lives. */
    static final Duration LAG = Duration.ofMinutes(1);

    /** How much is counted at a time when there is much to catch up with. */
    private static final Duration MOST = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Merchants merchants;
    private final Horizon horizon;

    Counting(JdbcClient jdbc, Merchants merchants, Horizon horizon) {
        this.jdbc = jdbc;
        this.merchants = merchants;
        this.horizon = horizon;
    }

    /**
     * Counts what was stored since the last time, or the oldest part of it.
     *
     * @return true if there is more
     */
    @Transactional
    boolean run(Duration lag) {
        OffsetDateTime from = lock();
        OffsetDateTime horizon = this.horizon.at(lag);
        if (!from.isBefore(horizon)) {
            return false;
        }
        OffsetDateTime upTo = upTo(from, horizon);
        count(from, upTo).forEach(merchant -> keepDays(merchant, zone(merchant)));
        jdbc.sql("update payments.counted set up_to = ?").param(upTo).update();
        return upTo.isBefore(horizon);
    }

    private OffsetDateTime upTo(OffsetDateTime from, OffsetDateTime horizon) {
        if (!from.plus(MOST).isBefore(horizon)) {
            return horizon;
        }
        return jdbc.sql("select min(stored_at) from payments.event where stored_at >= ? and stored_at < ?")
                .params(from, horizon)
                .query(OffsetDateTime.class)
                .optional()
                .map(oldest -> oldest.plus(MOST))
                .filter(horizon::isAfter)
                .orElse(horizon);
    }

    /** @return merchants among those whose events these are that keep no days yet */
    private List<UUID> count(OffsetDateTime from, OffsetDateTime upTo) {
        return jdbc.sql("""
                        with news as materialized (
                            select merchant_id, livemode, currency, start, method, fact, code,
                                count(*) as events, sum(amount)::bigint as amount
                            from payments.fact
                            where stored_at >= :from and stored_at < :upTo
                            group by merchant_id, livemode, currency, start, method, fact, code
                        ), quarters as (
                            insert into payments.quarter_hour as kept
                                (merchant_id, livemode, currency, start, method, fact, code, events, amount)
                            select * from news
                            on conflict (merchant_id, livemode, currency, start, method, fact, code)
                            do update set events = kept.events + excluded.events, amount = kept.amount + excluded.amount
                        ), days as (
                            insert into payments.day as kept
                                (merchant_id, livemode, currency, day, method, fact, code, events, amount)
                            select merchant_id, livemode, currency, (start at time zone zone)::date as day, method, fact,
                                code, sum(events), sum(amount)
                            from news join payments.calendar using (merchant_id)
                            group by merchant_id, livemode, currency, day, method, fact, code
                            on conflict (merchant_id, livemode, currency, day, method, fact, code)
                            do update set events = kept.events + excluded.events, amount = kept.amount + excluded.amount
                        )
                        select distinct merchant_id from news
                        where not exists (select from payments.calendar c where c.merchant_id = news.merchant_id)
                        """)
                .param("from", from)
                .param("upTo", upTo)
                .query((row, _) -> row.getObject("merchant_id", UUID.class))
                .list();
    }

    /** Whether the days of a tenant are kept in this zone. */
    boolean keepsDays(Tenant tenant, ZoneId zone) {
        return jdbc.sql("select zone from payments.calendar where merchant_id = ?")
                .param(tenant.merchant())
                .query(String.class)
                .optional()
                .filter(name(zone)::equals)
                .isPresent();
    }

    /** Makes a merchant's days anew, of its quarters of hours, in this zone. */
    @Transactional
    void keepDays(UUID merchant, ZoneId zone) {
        lock();
        jdbc.sql("delete from payments.day where merchant_id = ?")
                .param(merchant)
                .update();
        jdbc.sql("""
                        insert into payments.day
                            (merchant_id, livemode, currency, day, method, fact, code, events, amount)
                        select merchant_id, livemode, currency, (start at time zone :zone)::date as day, method, fact,
                            code, sum(events), sum(amount)
                        from payments.quarter_hour
                        where merchant_id = :merchant
                        group by merchant_id, livemode, currency, day, method, fact, code
                        """).param("merchant", merchant).param("zone", name(zone)).update();
        jdbc.sql("""
                        insert into payments.calendar (merchant_id, zone) values (:merchant, :zone)
                        on conflict (merchant_id) do update set zone = excluded.zone
                        """).param("merchant", merchant).param("zone", name(zone)).update();
    }

    /** The time before which all events that were stored are counted, and behind which none is. */
    OffsetDateTime upTo() {
        return jdbc.sql("select up_to from payments.counted")
                .query(OffsetDateTime.class)
                .single();
    }

    /** One at a time. */
    private OffsetDateTime lock() {
        return jdbc.sql("select up_to from payments.counted for update")
                .query(OffsetDateTime.class)
                .single();
    }

    private ZoneId zone(UUID merchant) {
        return merchants.find(merchant).map(Merchant::timezone).orElse(ZoneOffset.UTC);
    }

    /** As PostgreSQL calls a zone. Fixed offsets it writes as POSIX does, with their signs turned round. */
    static String name(ZoneId zone) {
        return zone.normalized() instanceof ZoneOffset offset ? posix(offset) : zone.getId();
    }

    private static String posix(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC)
                ? "UTC"
                : "<local>"
                        + ZoneOffset.ofTotalSeconds(-offset.getTotalSeconds()).getId();
    }
}
