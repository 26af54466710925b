package dev.florin.payments;

import dev.florin.consistency.Check;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import dev.florin.kernel.TypeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts a merchant's events anew and compares with what statistics have counted. Events are counted by their own time,
 * by which they cannot be found; so this looks at all of a merchant's, or at none.
 */
@Component
class StatisticsEqualEvents implements Check {

    private static final String PREFIX = "mer";

    /** Of a merchant's payments, so that no statement takes long. */
    private static final int AT_ONCE = 20_000;

    /** A merchant whose counts are all wrong needs not all of them told. */
    private static final int MOST = 20;

    private final JdbcClient jdbc;

    StatisticsEqualEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "statistics-equal-events";
    }

    @Override
    public String promise() {
        return "What statistics have counted of each merchant is what its payments' events add up to.";
    }

    @Override
    public boolean isContinuous() {
        return false;
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        int few = 10;
        List<UUID> read = jdbc.sql("""
                with recursive merchant as (
                    (select merchant_id from payments.payment where merchant_id > :after order by merchant_id limit 1)
                    union all
                    select (select p.merchant_id from payments.payment p
                            where p.merchant_id > merchant.merchant_id order by p.merchant_id limit 1)
                    from merchant where merchant.merchant_id is not null
                )
                select merchant_id from merchant where merchant_id is not null
                union
                select merchant_id from payments.quarter_hour where merchant_id > :after
                union
                select merchant_id from payments.day where merchant_id > :after
                order by merchant_id limit :most
                """)
                .param("after", after == null ? new UUID(0, 0) : UUID.fromString(after))
                .param("most", few)
                .query((row, _) -> row.getObject("merchant_id", UUID.class))
                .list();
        return new Portion(
                read.stream()
                        .map(id -> new Subject(null, TypeId.format(PREFIX, id)))
                        .toList(),
                read.size() < few ? null : read.getLast().toString());
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            UUID merchant = TypeId.parse(PREFIX, subject.id()).orElseThrow();
            compare(subject, recount(merchant), kept(merchant), found);
            compareDays(subject, merchant, found);
        }
        return found;
    }

    /** What is counted of one thing in one quarter of an hour. */
    private record Bucket(
            boolean live, String currency, OffsetDateTime start, String method, String fact, String code) {

        static Bucket of(ResultSet row) throws SQLException {
            return new Bucket(
                    row.getBoolean("livemode"),
                    row.getString("currency"),
                    row.getObject("start", OffsetDateTime.class),
                    row.getString("method"),
                    row.getString("fact"),
                    row.getString("code"));
        }

        String words() {
            return "%s %s, %s %s%s from %s"
                    .formatted(live ? "live" : "test", currency, method, fact, code.isEmpty() ? "" : " " + code, start);
        }
    }

    private record Sum(long events, long amount) {

        Sum plus(Sum more) {
            return new Sum(events + more.events, amount + more.amount);
        }

        String words() {
            return "%d events of %d".formatted(events, amount);
        }
    }

    private Map<Bucket, Sum> recount(UUID merchant) {
        Map<Bucket, Sum> counts = new HashMap<>();
        OffsetDateTime counted = jdbc.sql("select up_to from payments.counted")
                .query(OffsetDateTime.class)
                .single();
        UUID after = new UUID(0, 0);
        while (after != null) {
            UUID upTo = jdbc.sql("""
                    select id from payments.payment where merchant_id = ? and id > ? order by id offset ? limit 1
                    """)
                    .params(merchant, after, AT_ONCE)
                    .query(UUID.class)
                    .optional()
                    .orElse(null);
            jdbc.sql("""
                    select livemode, currency, start, method, fact, code, count(*) as events, sum(amount)::bigint as amount
                    from payments.fact
                    where merchant_id = :merchant and payment_id > :after and (:upTo::uuid is null or payment_id <= :upTo)
                      and stored_at < :counted
                    group by livemode, currency, start, method, fact, code
                    """)
                    .param("merchant", merchant)
                    .param("after", after)
                    .param("upTo", upTo)
                    .param("counted", counted)
                    .query(row -> {
                        counts.merge(Bucket.of(row), sum(row), Sum::plus);
                    });
            after = upTo;
        }
        return counts;
    }

    private Map<Bucket, Sum> kept(UUID merchant) {
        Map<Bucket, Sum> kept = new HashMap<>();
        jdbc.sql("select * from payments.quarter_hour where merchant_id = ?")
                .param(merchant)
                .query(row -> {
                    kept.put(Bucket.of(row), sum(row));
                });
        return kept;
    }

    private static Sum sum(ResultSet row) throws SQLException {
        return new Sum(row.getLong("events"), row.getLong("amount"));
    }

    private static void compare(
            Subject subject, Map<Bucket, Sum> counted, Map<Bucket, Sum> kept, List<Discrepancy> found) {
        Set<Bucket> all = new HashSet<>(counted.keySet());
        all.addAll(kept.keySet());
        all.stream()
                .filter(bucket -> !Objects.equals(counted.get(bucket), kept.get(bucket)))
                .sorted(Comparator.comparing(Bucket::words))
                .limit(MOST)
                .forEach(bucket -> found.add(
                        Discrepancy.of(subject, bucket.words(), words(counted.get(bucket)), words(kept.get(bucket)))));
    }

    private static @Nullable String words(@Nullable Sum sum) {
        return sum == null ? null : sum.words();
    }

    private void compareDays(Subject subject, UUID merchant, List<Discrepancy> found) {
        jdbc.sql("""
                with made as (
                    select q.livemode, q.currency, (q.start at time zone c.zone)::date as day, q.method, q.fact, q.code,
                        sum(q.events) as events, sum(q.amount) as amount
                    from payments.quarter_hour q join payments.calendar c on c.merchant_id = q.merchant_id
                    where q.merchant_id = :merchant
                    group by 1, 2, 3, 4, 5, 6
                ), kept as (
                    select livemode, currency, day, method, fact, code, events::numeric, amount::numeric
                    from payments.day where merchant_id = :merchant
                )
                select (case when livemode then 'live ' else 'test ' end) || currency || ', ' || method || ' ' || fact
                    || ' ' || code || ' on ' || day as of,
                    made.events || ' events of ' || made.amount as made, kept.events || ' events of ' || kept.amount as kept
                from made full join kept using (livemode, currency, day, method, fact, code)
                where (made.events, made.amount) is distinct from (kept.events, kept.amount)
                order by 1 limit :most
                """).param("merchant", merchant).param("most", MOST).query(row -> {
            found.add(Discrepancy.of(subject, row.getString("of"), row.getString("made"), row.getString("kept")));
        });
    }
}
