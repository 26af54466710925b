package dev.florin.ledger;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.Subject;
import dev.florin.kernel.TypeId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The books of one merchant as a whole, summed up in the two ways that have to agree. */
@Repository
class Totals {

    private static final String PREFIX = "mer";

    private final JdbcClient jdbc;

    Totals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Debits and credits of an account, or of all accounts of a currency. */
    record Total(String of, long debits, long credits) {}

    /** Two sums that should be the same; null where there is none. */
    record Pair(
            String of, @Nullable String rolledUp, @Nullable String posted) {}

    /** Those in whose roll-ups debits are not credits. */
    List<Subject> lopsided() {
        return jdbc.sql("""
                select distinct merchant_id from (
                    select merchant_id from ledger.rollup
                    group by merchant_id, livemode, currency having sum(debits) <> sum(credits)) as odd
                """)
                .query((row, _) -> subject(row.getObject("merchant_id", UUID.class)))
                .list();
    }

    /** All who have books, by id. */
    Portion merchants(@Nullable String after, int most) {
        List<UUID> read = jdbc.sql("""
                with recursive merchant as (
                    (select merchant_id from ledger.transfer where merchant_id > :after order by merchant_id limit 1)
                    union all
                    select (select t.merchant_id from ledger.transfer t
                            where t.merchant_id > merchant.merchant_id order by t.merchant_id limit 1)
                    from merchant where merchant.merchant_id is not null
                )
                select merchant_id from merchant where merchant_id is not null
                union
                select merchant_id from ledger.rollup where merchant_id > :after
                order by merchant_id limit :most
                """)
                .param("after", after == null ? new UUID(0, 0) : UUID.fromString(after))
                .param("most", most)
                .query((row, _) -> row.getObject("merchant_id", UUID.class))
                .list();
        return new Portion(
                read.stream().map(Totals::subject).toList(),
                read.size() < most ? null : read.getLast().toString());
    }

    private static Subject subject(UUID merchant) {
        return new Subject(null, TypeId.format(PREFIX, merchant));
    }

    static UUID merchant(Subject subject) {
        return TypeId.parse(PREFIX, subject.id()).orElseThrow();
    }

    /** What is not zero by mode and currency: what is rolled up and what was posted since. */
    List<Total> odd(UUID merchant) {
        return jdbc.sql("""
                select (case when livemode then 'live ' else 'test ' end) || currency as of,
                    sum(debits)::bigint as debits, sum(credits)::bigint as credits
                from ledger.balance where merchant_id = ?
                group by livemode, currency having sum(debits) <> sum(credits)
                order by livemode, currency
                """)
                .param(merchant)
                .query((row, _) -> new Total(row.getString("of"), row.getLong("debits"), row.getLong("credits")))
                .list();
    }

    /** Accounts whose roll-up is not the sum of the transfers before the watermark. */
    List<Pair> astray(UUID merchant) {
        return jdbc.sql("""
                with posted as (
                    select livemode, currency, account, side, sum(debits) as debits, sum(credits) as credits
                    from ledger.entry
                    where merchant_id = :merchant and posted_at < (select up_to from ledger.watermark)
                    group by livemode, currency, account, side
                ), kept as (
                    select livemode, currency, account, side, debits, credits
                    from ledger.rollup where merchant_id = :merchant
                )
                select (case when livemode then 'live ' else 'test ' end) || currency || ' ' || account as of,
                    'debits ' || kept.debits || ', credits ' || kept.credits as kept,
                    'debits ' || posted.debits || ', credits ' || posted.credits as posted
                from posted full join kept using (livemode, currency, account, side)
                where (posted.debits, posted.credits) is distinct from (kept.debits::numeric, kept.credits::numeric)
                order by 1
                """)
                .param("merchant", merchant)
                .query((row, _) -> new Pair(row.getString("of"), row.getString("kept"), row.getString("posted")))
                .list();
    }
}
