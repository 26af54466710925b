package dev.florin.payments;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.Merchant;
import dev.florin.merchants.Merchants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What happens to payments, counted by the time at which it happened. Every figure is right to the unit at the instant
 * of asking: what {@link Counting} has counted, and what was stored since. What has happened does not change, so neither
 * does what was told of a time that is over.
 */
@Component
public class Statistics {

    private final JdbcClient jdbc;
    private final Merchants merchants;
    private final Counting counting;
    private final TransactionTemplate oneSnapshot;

    Statistics(JdbcClient jdbc, Merchants merchants, Counting counting, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.merchants = merchants;
        this.counting = counting;
        this.oneSnapshot = new TransactionTemplate(transactions);
        this.oneSnapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.oneSnapshot.setReadOnly(true);
    }

    /** In which the merchant's days begin, and in which periods are told. */
    public ZoneId zone(Tenant tenant) {
        return merchants.find(tenant.merchant()).map(Merchant::timezone).orElse(ZoneOffset.UTC);
    }

    /** The currencies of all payments that were ever begun, the one of most payments first. */
    public List<Currency> currencies(Tenant tenant) {
        return inSnapshot(
                tenant,
                zone(tenant),
                counted -> jdbc.sql("""
                        select currency from (
                            select currency, events from payments.day
                            where merchant_id = :merchant and livemode = :live and fact = 'initiated'
                            union all
                            select currency, 1 from payments.fact
                            where merchant_id = :merchant and livemode = :live and fact = 'initiated'
                              and stored_at >= :counted
                        ) part
                        group by currency order by sum(events) desc, currency
                        """)
                        .param("merchant", tenant.merchant())
                        .param("live", tenant.live())
                        .param("counted", counted)
                        .query((row, _) -> Money.currency(row.getString("currency")))
                        .list());
    }

    /** What happened to payments of a currency in a period, oldest first; nothing where nothing did. */
    public List<Count> counts(Tenant tenant, Currency currency, Period period) {
        return counts(tenant, currency, List.of(period)).getFirst();
    }

    /** The same for several periods, all at one instant. */
    public List<List<Count>> counts(Tenant tenant, Currency currency, List<Period> periods) {
        ZoneId zone = zone(tenant);
        return inSnapshot(
                tenant,
                zone,
                counted -> periods.stream()
                        .map(period -> counts(tenant, currency, period, zone, counted))
                        .toList());
    }

    /** How many authorisations are lost unless they are captured before {@code instant}. */
    public int countExpiring(Tenant tenant, Instant instant) {
        return jdbc.sql("""
                select count(*) from payments.payment
                where merchant_id = :merchant and livemode = :live and capture_before < :instant
                  and status = 'authorized'
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("instant", instant.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    private List<Count> counts(Tenant tenant, Currency currency, Period period, ZoneId zone, OffsetDateTime counted) {
        Parts parts = period.parts();
        return jdbc.sql("""
                select bucket, method, fact, code, sum(events)::bigint as events, sum(amount)::bigint as amount
                from (
                    select date_trunc(:unit, day::timestamp) as bucket, method, fact, code, events, amount
                    from payments.day
                    where merchant_id = :merchant and livemode = :live and currency = :currency
                      and day >= :firstDay and day < :endOfDays
                    union all
                    select date_trunc(:unit, start at time zone :zone), method, fact, code, events, amount
                    from payments.quarter_hour
                    where merchant_id = :merchant and livemode = :live and currency = :currency
                      and start >= :from and start < :head
                    union all
                    select date_trunc(:unit, start at time zone :zone), method, fact, code, events, amount
                    from payments.quarter_hour
                    where merchant_id = :merchant and livemode = :live and currency = :currency
                      and start >= :tail and start < :to
                    union all
                    select date_trunc(:unit, start at time zone :zone), method, fact, code, 1, amount
                    from payments.fact
                    where merchant_id = :merchant and livemode = :live and currency = :currency
                      and stored_at >= :counted and start >= :from and start < :to
                ) part
                group by bucket, method, fact, code
                order by bucket, method, fact, code
                """)
                .param("unit", period.unit().name().toLowerCase(Locale.ROOT))
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("currency", currency.getCurrencyCode())
                .param("zone", Counting.name(zone))
                .param("firstDay", parts.firstDay())
                .param("endOfDays", parts.endOfDays())
                .param("from", instant(period.from(), zone))
                .param("head", instant(parts.head(), zone))
                .param("tail", instant(parts.tail(), zone))
                .param("to", instant(period.to(), zone))
                .param("counted", counted)
                .query((row, _) -> count(row, currency))
                .list();
    }

    /**
     * Reads with what is counted and what is not yet at one instant, with days of the zone in which they are wanted.
     *
     * @param read is given up to when events are counted, as a value, which the planner knows more about than a subselect
     */
    private <T> T inSnapshot(Tenant tenant, ZoneId zone, Function<OffsetDateTime, T> read) {
        for (int i = 0; i < 10; i++) {
            Optional<T> result = Objects.requireNonNull(oneSnapshot.execute(_ ->
                    counting.keepsDays(tenant, zone) ? Optional.of(read.apply(counting.upTo())) : Optional.<T>empty()));
            if (result.isPresent()) {
                return result.get();
            }
            counting.keepDays(tenant.merchant(), zone); // the first time, and when the merchant has moved
        }
        throw new IllegalStateException("The days of " + tenant.merchant() + " keep moving");
    }

    private static OffsetDateTime instant(LocalDateTime local, ZoneId zone) {
        return local.atZone(zone).toOffsetDateTime();
    }

    private static Count count(ResultSet row, Currency currency) throws SQLException {
        String code = row.getString("code");
        return new Count(
                row.getObject("bucket", LocalDateTime.class),
                row.getString("method"),
                Fact.valueOf(row.getString("fact").toUpperCase(Locale.ROOT)),
                code.isEmpty() ? null : code,
                row.getLong("events"),
                new Money(row.getLong("amount"), currency));
    }

    /** What can happen to a payment, as far as it is counted. */
    public enum Fact {
        /** It was begun; of its amount. */
        INITIATED,
        /** It succeeded: the money was reserved or taken; of its amount. */
        AUTHORIZED,
        /** Money was taken, perhaps one part of several; of that part. */
        CAPTURED,
        /** It was declined, or never carried out; of its amount. */
        FAILED,
        /** What was taken was given back, or a part of it; of that part. */
        REFUNDED
    }

    /** By what counts are told. An hour that clocks turned back pass twice is told as one. */
    public enum Unit {
        HOUR,
        DAY,
        MONTH
    }

    /**
     * A period on the merchant's clock.
     *
     * @param from to the quarter of an hour, inclusive
     * @param to exclusive; the quarter of an hour that it lies in counts as a whole
     */
    public record Period(LocalDateTime from, LocalDateTime to, Unit unit) {

        public Period {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("A period ends after it begins: " + from + " to " + to);
            }
            from = from.truncatedTo(ChronoUnit.MINUTES).minusMinutes(from.getMinute() % 15);
        }

        /** Which part of it is told by whole days, and which by quarters of hours: what is before them and behind. */
        Parts parts() {
            LocalDate midnight = from.toLocalDate();
            LocalDate first = from.equals(midnight.atStartOfDay()) ? midnight : midnight.plusDays(1);
            LocalDate end = to.toLocalDate();
            return unit != Unit.HOUR && first.isBefore(end)
                    ? new Parts(first, end, first.atStartOfDay(), end.atStartOfDay())
                    : new Parts(first, first, to, to);
        }
    }

    private record Parts(LocalDate firstDay, LocalDate endOfDays, LocalDateTime head, LocalDateTime tail) {}

    /**
     * How often something happened within one unit of a period.
     *
     * @param begin of the unit, on the merchant's clock
     * @param method {@code card} or {@code upi}
     * @param code why, of {@link Fact#FAILED}; else null
     * @param amount the sum
     */
    public record Count(
            LocalDateTime begin,
            String method,
            Fact fact,
            @Nullable String code,
            long events,
            Money amount) {}
}
