package dev.florin.reconciliation;

import dev.florin.kernel.TypeId;
import dev.florin.reconciliation.matching.Line;
import dev.florin.reconciliation.reading.BankLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lines of statements, many at a time. */
@Repository
class LineRepository {

    private static final String LINE = "e.id, e.booked_on, e.amount, e.fee, e.currency, e.key, e.reference";

    private final JdbcClient jdbc;

    LineRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return how many were not known from another statement */
    int insert(StatementView statement, Source source, Portion portion) {
        List<BankLine> lines = portion.lines();
        if (lines.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                insert into reconciliation.entry (merchant_id, id, livemode, source_id, statement_id, line, identity,
                    booked_on, amount, fee, currency, reference, key, bank_id, description, state)
                select :merchant, id, :live, :source, :statement, line, identity, booked_on, amount, fee, currency,
                    reference, key, bank_id, description, 'new'
                from unnest(:ids::uuid[], :lines::int[], :identities::text[], :days::date[], :amounts::bigint[],
                    :fees::bigint[], :currencies::text[], :references::text[], :keys::uuid[], :bankIds::text[],
                    :descriptions::text[])
                    as t (id, line, identity, booked_on, amount, fee, currency, reference, key, bank_id, description)
                on conflict (merchant_id, source_id, identity) do nothing
                """)
                .param("merchant", statement.tenant().merchant())
                .param("live", statement.tenant().live())
                .param("source", source.id().value())
                .param("statement", statement.id().value())
                .param("ids", column(lines, UUID[]::new, _ -> TypeId.next()))
                .param("lines", column(lines, Integer[]::new, BankLine::number))
                .param("identities", portion.identities().toArray(String[]::new))
                .param(
                        "days",
                        column(lines, String[]::new, line -> line.bookedOn().toString()))
                .param("amounts", column(lines, Long[]::new, BankLine::amount))
                .param("fees", column(lines, Long[]::new, BankLine::fee))
                .param("currencies", column(lines, String[]::new, BankLine::currency))
                .param("references", column(lines, String[]::new, BankLine::reference))
                .param("keys", column(lines, UUID[]::new, Identity::key))
                .param("bankIds", column(lines, String[]::new, BankLine::bankId))
                .param("descriptions", column(lines, String[]::new, BankLine::description))
                .update();
    }

    /** A column of some rows, as {@code unnest} takes it. */
    static <V, T> @Nullable T[] column(
            Collection<V> rows, IntFunction<@Nullable T[]> array, Function<V, @Nullable T> value) {
        @Nullable T[] column = array.apply(rows.size());
        int i = 0;
        for (V row : rows) {
            column[i++] = value.apply(row);
        }
        return column;
    }

    /** The next keys of ours that undecided lines name, and of those decided lines whose movement has come meanwhile. */
    List<UUID> keysToDecide(Source source, int most) {
        return jdbc.sql("""
                select distinct key from (
                    select key from reconciliation.entry
                    where merchant_id = :merchant and source_id = :source and state = 'new' and key is not null
                    order by id limit :most) fresh
                """)
                .param("merchant", source.tenant().merchant())
                .param("source", source.id().value())
                .param("most", most)
                .query((row, _) -> row.getObject("key", UUID.class))
                .list();
    }

    /** Of lines that were for nothing known, when there was no such movement yet. */
    List<UUID> keysFoundSince(Source source, int most) {
        return jdbc.sql("""
                select distinct e.key from reconciliation.exception x
                join reconciliation.entry e on e.merchant_id = x.merchant_id and e.id = x.entry_id
                where x.merchant_id = :merchant and x.livemode = :live and x.status = 'open' and x.source_id = :source
                  and x.result = 'missing_in_ours' and e.state = 'unknown' and e.key is not null
                  and (exists (select from reconciliation.expected m
                               where m.merchant_id = :merchant and m.source_id = :source and m.reference = e.key
                                 and m.currency = e.currency and sign(m.amount) = sign(e.amount))
                    or exists (select from reconciliation.expected m
                               where m.merchant_id = :merchant and m.source_id = :source and m.subject = e.key
                                 and m.currency = e.currency and sign(m.amount) = sign(e.amount)))
                limit :most
                """)
                .param("merchant", source.tenant().merchant())
                .param("live", source.tenant().live())
                .param("source", source.id().value())
                .param("most", most)
                .query((row, _) -> row.getObject("key", UUID.class))
                .list();
    }

    /** All lines of these keys about which nobody has decided. */
    List<Line> undecided(Source source, Collection<UUID> keys) {
        return jdbc.sql("select " + LINE + """
                 from reconciliation.entry e
                where e.merchant_id = :merchant and e.source_id = :source and e.key = any(:keys)
                  and e.state in ('new', 'unknown', 'mismatched')
                """)
                .param("merchant", source.tenant().merchant())
                .param("source", source.id().value())
                .param("keys", keys.toArray(UUID[]::new))
                .query(LineRepository::line)
                .list();
    }

    /** The next new lines that name nothing of ours. */
    List<Named> withoutKey(Source source, int most) {
        return jdbc.sql("select " + LINE + """
                 from reconciliation.entry e
                where e.merchant_id = :merchant and e.source_id = :source and e.state = 'new' and e.key is null
                order by e.id limit :most
                """)
                .param("merchant", source.tenant().merchant())
                .param("source", source.id().value())
                .param("most", most)
                .query((row, number) -> new Named(line(row, number), row.getString("reference")))
                .list();
    }

    /** @param reference the bank's or the acquirer's */
    record Named(Line line, @Nullable String reference) {}

    /** It turned out what it names. */
    void name(Source source, UUID entry, UUID key) {
        jdbc.sql("update reconciliation.entry set key = ? where merchant_id = ? and id = ? and state = 'new'")
                .params(key, source.tenant().merchant(), entry)
                .update();
    }

    List<Amounts> amounts(Source source, Collection<UUID> ids) {
        return jdbc.sql("""
                        select id, amount, fee, currency from reconciliation.entry where merchant_id = ? and id = any(?)
                        """)
                .params(source.tenant().merchant(), ids.toArray(UUID[]::new))
                .query((row, _) -> new Amounts(
                        row.getObject("id", UUID.class),
                        row.getLong("amount"),
                        row.getLong("fee"),
                        row.getString("currency")))
                .list();
    }

    record Amounts(UUID id, long amount, long fee, String currency) {}

    /**
     * Matches lines, and adds them to what is matched of their days.
     *
     * @throws IllegalStateException if one was matched before
     */
    void match(Source source, List<MatchedLine> lines) {
        int changed = jdbc.sql("""
                        with matched as (
                            update reconciliation.entry e
                            set state = 'matched', how = t.how, days_late = t.late, match_id = t.match
                            from unnest(:ids::uuid[], :hows::text[], :lates::int[], :matches::uuid[])
                                as t (id, how, late, match)
                            where e.merchant_id = :merchant and e.id = t.id
                              and e.state in ('new', 'unknown', 'mismatched')
                            returning e.booked_on, e.currency, e.days_late > 0 as late, e.amount + e.fee as amount
                        ), added as (
                            insert into reconciliation.matched_day as known
                                (merchant_id, source_id, day, currency, late, livemode, lines, amount)
                            select :merchant, :source, booked_on, currency, late, :live, count(*), sum(amount)
                            from matched group by booked_on, currency, late
                            order by booked_on, currency, late
                            on conflict (merchant_id, source_id, day, currency, late) do update
                            set lines = known.lines + excluded.lines, amount = known.amount + excluded.amount
                        )
                        select count(*) from matched
                        """)
                .param("ids", column(lines, UUID[]::new, MatchedLine::id))
                .param("hows", column(lines, String[]::new, MatchedLine::how))
                .param("lates", column(lines, Integer[]::new, MatchedLine::daysLate))
                .param("matches", column(lines, UUID[]::new, MatchedLine::match))
                .param("merchant", source.tenant().merchant())
                .param("source", source.id().value())
                .param("live", source.tenant().live())
                .query(Integer.class)
                .single();
        if (changed != lines.size()) {
            throw new IllegalStateException("A line was decided meanwhile; the next run looks at it again");
        }
    }

    record MatchedLine(UUID id, String how, int daysLate, UUID match) {}

    void become(Source source, Collection<UUID> ids, EntryView.State state) {
        jdbc.sql("""
                        update reconciliation.entry set state = ?
                        where merchant_id = ? and id = any(?) and state <> 'matched' and state <> ?
                        """)
                .params(state.wire(), source.tenant().merchant(), ids.toArray(UUID[]::new), state.wire())
                .update();
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getObject("id", UUID.class),
                row.getObject("booked_on", LocalDate.class),
                Math.addExact(row.getLong("amount"), row.getLong("fee")),
                row.getString("currency"),
                row.getObject("key", UUID.class));
    }
}
