package dev.florin.reconciliation;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What came of days: counts and sums by result, and how old what is open has become. */
@Component
public class Reports {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Reports(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * By day, source and currency, the newest day first. Lines count for the day on which they were booked, movements that
     * no line tells of for their own.
     *
     * @param to inclusive
     */
    public List<Day> days(Tenant tenant, LocalDate from, LocalDate to) {
        Map<Key, Map<String, Figure>> days = new LinkedHashMap<>();
        jdbc.sql("""
                select source_id, day, currency, what, sum(number) as number, sum(amount)::bigint as amount
                from (
                    select source_id, day, currency, case when late then 'late' else 'matched' end as what,
                        lines as number, amount
                    from reconciliation.matched_day
                    where merchant_id = :merchant and livemode = :live and day between :from and :to
                      and source_id = any(array(select id from reconciliation.source
                                                where merchant_id = :merchant and livemode = :live))
                    union all
                    select source_id, booked_on, currency, state, 1, amount + fee
                    from reconciliation.entry
                    where merchant_id = :merchant and livemode = :live and booked_on between :from and :to
                      and state <> 'matched'
                      and source_id = any(array(select id from reconciliation.source
                                                where merchant_id = :merchant and livemode = :live))
                    union all
                    select source_id, day, currency, state, 1, amount
                    from reconciliation.expected
                    where merchant_id = :merchant and livemode = :live and day between :from and :to
                      and state in ('awaited', 'missing')
                      and source_id = any(array(select id from reconciliation.source
                                                where merchant_id = :merchant and livemode = :live))
                ) each_one
                group by source_id, day, currency, what order by day desc, source_id, currency
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("from", from)
                .param("to", to)
                .query(row -> {
                    var key = new Key(
                            new SourceId(row.getObject("source_id", UUID.class)),
                            row.getObject("day", LocalDate.class),
                            row.getString("currency"));
                    days.computeIfAbsent(key, _ -> new LinkedHashMap<>())
                            .put(
                                    row.getString("what"),
                                    new Figure(row.getInt("number"), Money.of(row.getLong("amount"), key.currency())));
                });
        List<Day> all = new ArrayList<>();
        days.forEach((key, figures) -> all.add(new Day(key.day(), key.source(), key.currency(), figures)));
        return all;
    }

    private record Key(SourceId source, LocalDate day, String currency) {}

    /** So many, and what they come to. */
    public record Figure(int number, Money sum) {}

    /** @param figures by {@code matched}, {@code late}, {@code awaited}, {@code missing}, {@code unknown} … */
    public record Day(LocalDate day, SourceId source, String currency, Map<String, Figure> figures) {

        public Figure of(String what) {
            return figures.getOrDefault(what, new Figure(0, Money.of(0, currency)));
        }

        /** Matched, in time or late. */
        public Figure matched() {
            Figure late = of("late");
            Figure matched = of("matched");
            return new Figure(late.number() + matched.number(), late.sum().plus(matched.sum()));
        }

        /** What does not agree, and nobody has settled. */
        public int open() {
            return of("missing").number()
                    + of("unknown").number()
                    + of("mismatched").number()
                    + of("duplicate").number();
        }
    }

    /** How many open exceptions are how old, by when they were found. */
    public Ageing ageing(Tenant tenant) {
        LocalDate today = today();
        Instant day = today.atStartOfDay(ZoneOffset.UTC).toInstant();
        return jdbc.sql("""
                select count(*) filter (where opened_at >= :two) as fresh,
                    count(*) filter (where opened_at < :two and opened_at >= :eight) as week,
                    count(*) filter (where opened_at < :eight and opened_at >= :thirty) as month,
                    count(*) filter (where opened_at < :thirty) as old,
                    count(*) filter (where wait_until > :today) as waiting
                from reconciliation.exception
                where merchant_id = :merchant and livemode = :live and status = 'open'
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("two", day.minusSeconds(86_400).atOffset(ZoneOffset.UTC))
                .param("eight", day.minusSeconds(7 * 86_400).atOffset(ZoneOffset.UTC))
                .param("thirty", day.minusSeconds(30 * 86_400).atOffset(ZoneOffset.UTC))
                .param("today", today)
                .query((row, _) -> new Ageing(
                        row.getInt("fresh"),
                        row.getInt("week"),
                        row.getInt("month"),
                        row.getInt("old"),
                        row.getInt("waiting")))
                .single();
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /**
     * @param fresh found today or yesterday
     * @param week 2 to 7 days ago
     * @param month 8 to 30 days ago
     * @param old longer ago
     * @param waiting among all of them: those that somebody wants to look at later
     */
    public record Ageing(int fresh, int week, int month, int old, int waiting) {

        public int all() {
            return fresh + week + month + old;
        }
    }
}
