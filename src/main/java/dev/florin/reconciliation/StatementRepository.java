package dev.florin.reconciliation;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Paging;
import dev.florin.reconciliation.reading.BadLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Statements, their files and what could not be read of them. */
@Repository
class StatementRepository {

    private final JdbcClient jdbc;

    StatementRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false if the source has sent the same file before */
    boolean insert(StatementView statement, byte[] sha256, @Nullable LocalDate from, @Nullable LocalDate to) {
        return jdbc.sql("""
                insert into reconciliation.statement (merchant_id, id, livemode, source_id, file_name, sha256, size,
                    status, given_from, given_to, created_at)
                values (:merchant, :id, :live, :source, :name, :sha, :size, 'received', :from, :to, :now)
                on conflict (merchant_id, source_id, sha256) do nothing
                """)
                        .param("merchant", statement.tenant().merchant())
                        .param("id", statement.id().value())
                        .param("live", statement.tenant().live())
                        .param("source", statement.source().value())
                        .param("name", statement.fileName())
                        .param("sha", sha256)
                        .param("size", statement.size())
                        .param("from", from)
                        .param("to", to)
                        .param("now", statement.createdAt().atOffset(UTC))
                        .update()
                == 1;
    }

    void insertPart(StatementView statement, int number, byte[] content) {
        jdbc.sql("insert into reconciliation.part (merchant_id, statement_id, number, content) values (?, ?, ?, ?)")
                .params(statement.tenant().merchant(), statement.id().value(), number, content)
                .update();
    }

    Optional<byte[]> part(StatementView statement, int number) {
        return jdbc.sql("""
                        select content from reconciliation.part
                        where merchant_id = ? and statement_id = ? and number = ?
                        """)
                .params(statement.tenant().merchant(), statement.id().value(), number)
                .query(byte[].class)
                .optional();
    }

    Optional<StatementView> bySha256(Source source, byte[] sha256) {
        return jdbc.sql("select * from reconciliation.statement where merchant_id = ? and source_id = ? and sha256 = ?")
                .params(source.tenant().merchant(), source.id().value(), sha256)
                .query(StatementRepository::view)
                .optional();
    }

    Optional<StatementView> find(Tenant tenant, StatementId id) {
        return jdbc.sql("select * from reconciliation.statement where merchant_id = ? and id = ? and livemode = ?")
                .params(tenant.merchant(), id.value(), tenant.live())
                .query(StatementRepository::view)
                .optional();
    }

    /** One row more than asked for, where there are that many. */
    List<StatementView> list(Tenant tenant, @Nullable SourceId source, PageQuery query) {
        return Paging.sql(jdbc, """
                        select * from reconciliation.statement
                        where merchant_id = :merchant and livemode = :live
                          and (:source::uuid is null or source_id = :source)
                        """, query)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("source", source == null ? null : source.value(), java.sql.Types.OTHER)
                .query(StatementRepository::view)
                .list();
    }

    /** The oldest few that are not read to their end. */
    List<StatementView> toRead(int most) {
        return jdbc.sql("""
                select * from reconciliation.statement where status in ('received', 'reading')
                order by created_at limit ?
                """).param(most).query(StatementRepository::view).list();
    }

    /** Those of a source that are read and not matched. */
    List<StatementView> toMatch() {
        return jdbc.sql("""
                select * from reconciliation.statement where status = 'read' and matched_at is null
                order by read_at limit 100
                """).query(StatementRepository::view).list();
    }

    /**
     * Notes how far it is read.
     *
     * @param before how far it was
     * @param currency of the statement
     * @return false if somebody else has gone on with it, or it has come to its end
     */
    boolean advance(
            StatementView statement, int before, Portion portion, @Nullable String currency, int entries, long bytes) {
        return jdbc.sql("""
                update reconciliation.statement set status = 'reading', items = items + :items, bytes = :bytes,
                    entries = entries + :entries, bad = bad + :bad, known = known + :known,
                    from_day = least(from_day, :from::date), to_day = greatest(to_day, :to::date), moved = moved + :moved,
                    currency = coalesce(currency, :currency)
                where merchant_id = :merchant and id = :id and items = :before and status in ('received', 'reading')
                """)
                        .param("merchant", statement.tenant().merchant())
                        .param("id", statement.id().value())
                        .param("before", before)
                        .param("items", portion.size())
                        .param("bytes", bytes)
                        .param("entries", entries)
                        .param("bad", portion.bad().size())
                        .param("known", portion.lines().size() - entries)
                        .param("from", portion.first())
                        .param("to", portion.last())
                        .param("moved", portion.moved(currency))
                        .param("currency", currency)
                        .update()
                == 1;
    }

    void insertBad(StatementView statement, List<BadLine> lines) {
        jdbc.sql("""
                insert into reconciliation.bad_line (merchant_id, statement_id, line, what, mend)
                select :merchant, :id, line, what, mend
                from unnest(:lines::int[], :whats::text[], :mends::text[]) as t (line, what, mend)
                on conflict do nothing
                """)
                .param("merchant", statement.tenant().merchant())
                .param("id", statement.id().value())
                .param("lines", lines.stream().map(BadLine::number).toArray(Integer[]::new))
                .param("whats", lines.stream().map(BadLine::what).toArray(String[]::new))
                .param("mends", lines.stream().map(BadLine::mend).toArray(String[]::new))
                .update();
    }

    /** The first ones. */
    List<BadLine> bad(StatementView statement, int most) {
        return jdbc.sql("""
                        select line, what, mend from reconciliation.bad_line
                        where merchant_id = ? and statement_id = ? order by line limit ?
                        """)
                .params(statement.tenant().merchant(), statement.id().value(), most)
                .query((row, _) -> new BadLine(row.getInt("line"), row.getString("what"), row.getString("mend")))
                .list();
    }

    /** It is read to its end; what is given overrules what was seen. */
    StatementView finish(StatementView statement, Balances balances, Instant now) {
        return jdbc.sql("""
                update reconciliation.statement set status = 'read', bytes = size, read_at = :now,
                    opening = case when currency is null or currency = :currency::text then :opening::bigint end,
                    closing = case when currency is null or currency = :currency::text then :closing::bigint end,
                    currency = coalesce(currency, :currency::text),
                    from_day = least(from_day, given_from, :from::date), to_day = greatest(to_day, given_to, :to::date)
                where merchant_id = :merchant and id = :id and status in ('received', 'reading')
                returning *
                """)
                .param("merchant", statement.tenant().merchant())
                .param("id", statement.id().value())
                .param("now", now.atOffset(UTC))
                .param("opening", balances.opening())
                .param("closing", balances.closing())
                .param("currency", balances.currency())
                .param("from", balances.from())
                .param("to", balances.to())
                .query(StatementRepository::view)
                .single();
    }

    void refuse(StatementView statement, String code, String why, Instant now) {
        jdbc.sql("""
                update reconciliation.statement set status = 'refused', fault = :why, fault_code = :code, read_at = :now
                where merchant_id = :merchant and id = :id and status in ('received', 'reading')
                """)
                .param("merchant", statement.tenant().merchant())
                .param("id", statement.id().value())
                .param("why", why)
                .param("code", code)
                .param("now", now.atOffset(UTC))
                .update();
    }

    /** @return false if it is not refused any more */
    boolean readAgain(StatementView statement) {
        return jdbc.sql("""
                update reconciliation.statement set status = 'received', fault = null, fault_code = null, read_at = null
                where merchant_id = :merchant and id = :id and status = 'refused'
                """)
                        .param("merchant", statement.tenant().merchant())
                        .param("id", statement.id().value())
                        .update()
                == 1;
    }

    void matched(StatementView statement, Instant now) {
        jdbc.sql("""
                update reconciliation.statement set matched_at = :now
                where merchant_id = :merchant and id = :id and matched_at is null
                """)
                .param("merchant", statement.tenant().merchant())
                .param("id", statement.id().value())
                .param("now", now.atOffset(UTC))
                .update();
    }

    /** In the order of the file. @param after the last line of the page before; 0 for the first page */
    List<EntryView> entries(StatementView statement, int after, int most) {
        return jdbc.sql("""
                        select * from reconciliation.entry
                        where merchant_id = ? and statement_id = ? and line > ? order by line, id limit ?
                        """)
                .params(statement.tenant().merchant(), statement.id().value(), after, most)
                .query(StatementRepository::entry)
                .list();
    }

    Optional<EntryView> entry(Tenant tenant, UUID id) {
        return jdbc.sql("select * from reconciliation.entry where merchant_id = ? and id = ? and livemode = ?")
                .params(tenant.merchant(), id, tenant.live())
                .query(StatementRepository::entry)
                .optional();
    }

    static EntryView entry(ResultSet row, int number) throws SQLException {
        String currency = row.getString("currency");
        return new EntryView(
                row.getObject("id", UUID.class),
                new StatementId(row.getObject("statement_id", UUID.class)),
                new SourceId(row.getObject("source_id", UUID.class)),
                row.getInt("line"),
                row.getObject("booked_on", LocalDate.class),
                Money.of(row.getLong("amount"), currency),
                Money.of(row.getLong("fee"), currency),
                row.getString("reference"),
                row.getObject("key", UUID.class),
                row.getString("bank_id"),
                row.getString("description"),
                EntryView.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("how"),
                row.getObject("days_late", Integer.class),
                row.getObject("match_id", UUID.class));
    }

    private static StatementView view(ResultSet row, int number) throws SQLException {
        return new StatementView(
                new StatementId(row.getObject("id", UUID.class)),
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                new SourceId(row.getObject("source_id", UUID.class)),
                row.getString("file_name"),
                row.getLong("size"),
                StatementView.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getInt("items"),
                row.getLong("bytes"),
                row.getInt("entries"),
                row.getInt("bad"),
                row.getInt("known"),
                row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class),
                row.getObject("opening", Long.class),
                row.getObject("closing", Long.class),
                row.getString("currency"),
                row.getLong("moved"),
                row.getString("fault"),
                row.getString("fault_code"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                at(row, "read_at"),
                at(row, "matched_at"));
    }

    static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
