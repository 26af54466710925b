package dev.florin.reconciliation;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Paging;
import dev.florin.reconciliation.Exceptions.Decided;
import dev.florin.reconciliation.Exceptions.Filter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What does not agree, one by one, and what people did about it. */
@Repository
class ExceptionRepository {

    static final String SELECT = """
            select x.*, (select m.kind from reconciliation.expected m
                         where m.merchant_id = x.merchant_id and m.source_id = x.source_id and m.subject = x.subject
                           and m.transfer_id = x.transfer_id) as kind
            from reconciliation.exception x
            """;

    private final JdbcClient jdbc;

    ExceptionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ExceptionView> find(Tenant tenant, ExceptionId id) {
        return jdbc.sql(SELECT + "where x.merchant_id = ? and x.id = ? and x.livemode = ?")
                .params(tenant.merchant(), id.value(), tenant.live())
                .query(ExceptionRepository::view)
                .optional();
    }

    /** One row more than asked for, where there are that many. */
    List<ExceptionView> list(Tenant tenant, Filter filter, LocalDate today, PageQuery query) {
        return Paging.sql(jdbc, "select * from (" + SELECT + """
                        where x.merchant_id = :merchant and x.livemode = :live) x
                        where (:status::text is null or status = :status)
                          and (:result::text is null or result = :result)
                          and (:source::uuid is null or source_id = :source)
                          and (:statement::uuid is null or entry_id in (
                              select id from reconciliation.entry
                              where merchant_id = :merchant and statement_id = :statement))
                          and (:from::date is null or day >= :from) and (:to::date is null or day <= :to)
                          and (:waiting::boolean is null or coalesce(wait_until > :today, false) = :waiting)
                        """, query)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().wire())
                .param(
                        "result",
                        filter.result() == null ? null : filter.result().wire())
                .param(
                        "source",
                        filter.source() == null ? null : filter.source().value(),
                        Types.OTHER)
                .param(
                        "statement",
                        filter.statement() == null ? null : filter.statement().value(),
                        Types.OTHER)
                .param("from", filter.from(), Types.DATE)
                .param("to", filter.to(), Types.DATE)
                .param("waiting", filter.waiting(), Types.BOOLEAN)
                .param("today", today)
                .query(ExceptionRepository::view)
                .list();
    }

    /** @return false if it is not as it was */
    boolean settle(ExceptionView seen, ExceptionView.Action action, Instant now) {
        return jdbc.sql("""
                update reconciliation.exception set status = 'settled', action = :action, closed_at = :now,
                    wait_until = null
                where merchant_id = :merchant and id = :id and status = 'open'
                """)
                        .param("merchant", seen.tenant().merchant())
                        .param("id", seen.id().value())
                        .param("action", action.wire())
                        .param("now", now.atOffset(UTC))
                        .update()
                == 1;
    }

    boolean waitUntil(ExceptionView seen, LocalDate day) {
        return jdbc.sql("""
                        update reconciliation.exception set wait_until = ?
                        where merchant_id = ? and id = ? and status = 'open'
                        """)
                        .params(day, seen.tenant().merchant(), seen.id().value())
                        .update()
                == 1;
    }

    boolean reopen(ExceptionView seen) {
        return jdbc.sql("""
                        update reconciliation.exception set status = 'open', action = null, closed_at = null
                        where merchant_id = ? and id = ? and status = 'settled' and action <> 'refund'
                        """).params(seen.tenant().merchant(), seen.id().value()).update() == 1;
    }

    void insert(ExceptionView exception, Decided decided) {
        jdbc.sql("""
                insert into reconciliation.decision
                    (merchant_id, exception_id, id, action, reason, person, wait_until, refund_id, decided_at)
                values (:merchant, :exception, :id, :action, :reason, :person, :until, :refund, :at)
                """)
                .param("merchant", exception.tenant().merchant())
                .param("exception", exception.id().value())
                .param("id", decided.id())
                .param("action", decided.action().wire())
                .param("reason", decided.reason())
                .param("person", decided.person())
                .param("until", decided.until())
                .param("refund", decided.refund())
                .param("at", decided.at().atOffset(UTC))
                .update();
    }

    /** Oldest first. */
    List<Decided> decisions(ExceptionView exception) {
        return jdbc.sql("""
                        select * from reconciliation.decision where merchant_id = ? and exception_id = ? order by id
                        """)
                .params(exception.tenant().merchant(), exception.id().value())
                .query((row, _) -> new Decided(
                        row.getObject("id", UUID.class),
                        ExceptionView.Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                        row.getString("reason"),
                        row.getString("person"),
                        row.getObject("wait_until", LocalDate.class),
                        row.getObject("refund_id", UUID.class),
                        row.getObject("decided_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    static ExceptionView view(ResultSet row, int number) throws SQLException {
        String action = row.getString("action");
        return new ExceptionView(
                new ExceptionId(row.getObject("id", UUID.class)),
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                new SourceId(row.getObject("source_id", UUID.class)),
                Result.of(row.getString("result")),
                ExceptionView.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getObject("entry_id", UUID.class),
                row.getObject("subject", UUID.class),
                row.getObject("transfer_id", UUID.class),
                row.getString("kind"),
                row.getObject("bank_amount", Long.class),
                row.getObject("our_amount", Long.class),
                row.getString("currency"),
                row.getObject("day", LocalDate.class),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("wait_until", LocalDate.class),
                action == null ? null : ExceptionView.Action.valueOf(action.toUpperCase(Locale.ROOT)),
                StatementRepository.at(row, "closed_at"));
    }
}
