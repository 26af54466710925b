package dev.florin.settlements;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Paging;
import dev.florin.settlements.Settlements.SettlementFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SettlementRepository {

    private final JdbcClient jdbc;

    SettlementRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Up to where the tenant is settled; the beginning of all if it never was. */
    Instant settledTo(Tenant tenant) {
        return jdbc.sql("select settled_to from settlements.calendar where merchant_id = ? and livemode = ?")
                .params(tenant.merchant(), tenant.live())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElse(Instant.EPOCH);
    }

    /**
     * Moves on to where the tenant is settled, and keeps everybody else from that until the transaction ends.
     *
     * @return false if it was not at {@code from} any more: somebody else has settled the span
     */
    boolean advance(Tenant tenant, Instant from, Instant to) {
        jdbc.sql("insert into settlements.calendar (merchant_id, livemode, settled_to) values (?, ?, ?)"
                        + " on conflict do nothing")
                .params(tenant.merchant(), tenant.live(), Instant.EPOCH.atOffset(UTC))
                .update();
        return jdbc.sql("""
                        update settlements.calendar set settled_to = :to
                        where merchant_id = :merchant and livemode = :live and settled_to = :from
                        """)
                        .param("merchant", tenant.merchant())
                        .param("live", tenant.live())
                        .param("from", from.atOffset(UTC))
                        .param("to", to.atOffset(UTC))
                        .update()
                == 1;
    }

    /** What the last settlement of each currency has left. */
    Map<Currency, Money> carried(Tenant tenant) {
        var carried = new HashMap<Currency, Money>();
        jdbc.sql("""
                        select distinct on (currency) * from settlements.settlement
                        where merchant_id = ? and livemode = ? order by currency, cut_off desc
                        """)
                .params(tenant.merchant(), tenant.live())
                .query(SettlementRepository::view)
                .list()
                .forEach(last -> carried.put(last.currency(), last.carriedOn()));
        return carried;
    }

    void insert(SettlementView settlement) {
        Calculation sums = settlement.calculation();
        jdbc.sql("""
                        insert into settlements.settlement (merchant_id, id, livemode, currency, span_from, cut_off,
                            carried, gross, refunds, fees, disputes, adjustments, returned, payout, captures, lines,
                            status, previous_status, created_at)
                        values (:merchant, :id, :live, :currency, :from, :cutOff, :carried, :gross, :refunds, :fees,
                            :disputes, :adjustments, :returned, :payout, :captures, :lines, :status, :status, :now)
                        """)
                .param("merchant", settlement.tenant().merchant())
                .param("id", settlement.id().value())
                .param("live", settlement.tenant().live())
                .param("currency", settlement.currency().getCurrencyCode())
                .param("from", settlement.from().atOffset(UTC))
                .param("cutOff", settlement.cutOff().atOffset(UTC))
                .param("carried", sums.carried().minor())
                .param("gross", sums.gross().minor())
                .param("refunds", sums.refunds().minor())
                .param("fees", sums.fees().minor())
                .param("disputes", sums.disputes().minor())
                .param("adjustments", sums.adjustments().minor())
                .param("returned", sums.returned().minor())
                .param("payout", settlement.payout().minor())
                .param("captures", settlement.captures())
                .param("lines", settlement.lines())
                .param("status", settlement.status().wire())
                .param("now", settlement.createdAt().atOffset(UTC))
                .update();
    }

    /** @return empty if it is not to be paid any more, or never was */
    Optional<SettlementView> pay(Tenant tenant, SettlementId id, String to, String reference, Instant now) {
        return jdbc.sql("""
                        update settlements.settlement
                        set previous_status = status, status = 'paid', paid_at = :now, paid_to = :to,
                            bank_reference = :reference
                        where merchant_id = :merchant and id = :id and livemode = :live and status = 'created'
                        returning *
                        """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .param("to", to)
                .param("reference", reference)
                .param("now", now.atOffset(UTC))
                .query(SettlementRepository::view)
                .optional();
    }

    /** @return empty if it has failed before, or nothing was to be paid */
    Optional<SettlementView> fail(Tenant tenant, SettlementId id, String why, Instant now) {
        return jdbc.sql("""
                        update settlements.settlement
                        set previous_status = status, status = 'failed', failed_at = :now, failure = :why
                        where merchant_id = :merchant and id = :id and livemode = :live
                          and status in ('created', 'paid')
                        returning *
                        """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .param("why", why)
                .param("now", now.atOffset(UTC))
                .query(SettlementRepository::view)
                .optional();
    }

    Optional<SettlementView> find(Tenant tenant, SettlementId id) {
        return jdbc.sql("select * from settlements.settlement where merchant_id = ? and id = ? and livemode = ?")
                .params(tenant.merchant(), id.value(), tenant.live())
                .query(SettlementRepository::view)
                .optional();
    }

    /** One row more than asked for, where there are that many. */
    List<SettlementView> list(Tenant tenant, SettlementFilter filter, PageQuery query) {
        Set<SettlementStatus> statuses =
                filter.statuses().isEmpty() ? EnumSet.allOf(SettlementStatus.class) : filter.statuses();
        return Paging.sql(jdbc, """
                        select * from settlements.settlement
                        where merchant_id = :merchant and livemode = :live and status = any(:statuses)
                          and (:currency::text is null or currency = :currency)
                          and (:createdFrom::timestamptz is null or created_at >= :createdFrom)
                          and (:createdBefore::timestamptz is null or created_at < :createdBefore)
                        """, query)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("statuses", statuses.stream().map(SettlementStatus::wire).toArray(String[]::new))
                .param(
                        "currency",
                        filter.currency() == null ? null : filter.currency().getCurrencyCode())
                .param("createdFrom", at(filter.createdFrom()))
                .param("createdBefore", at(filter.createdBefore()))
                .query(SettlementRepository::view)
                .list();
    }

    /** Of all merchants: those still to be paid. One row more than asked for, where there are that many. */
    List<SettlementView> toPay(PageQuery query) {
        return Paging.sql(jdbc, "select * from settlements.settlement where status = 'created'", query)
                .query(SettlementRepository::view)
                .list();
    }

    /** Oldest first. @param after the last one of the portion before; null for the first */
    List<SettlementView> toPayOfTestData(@Nullable SettlementId after, int most) {
        return jdbc.sql("""
                        select * from settlements.settlement
                        where status = 'created' and not livemode and (:after::uuid is null or id > :after)
                        order by id limit :most
                        """)
                .param("after", after == null ? null : after.value())
                .param("most", most)
                .query(SettlementRepository::view)
                .list();
    }

    /** How many payouts of real money were made before {@code made} and are still to be paid. */
    int countWaiting(Instant made) {
        return jdbc.sql("""
                        select count(*) from settlements.settlement
                        where status = 'created' and livemode and created_at < ?
                        """).param(made.atOffset(UTC)).query(Integer.class).single();
    }

    /** Of how many tenants the books are not settled up to there. */
    int countLate(Instant settledTo) {
        return jdbc.sql("select count(*) from settlements.calendar where settled_to < ?")
                .param(settledTo.atOffset(UTC))
                .query(Integer.class)
                .single();
    }

    static SettlementView view(ResultSet row, int number) throws SQLException {
        Currency currency = Money.currency(row.getString("currency"));
        return new SettlementView(
                new SettlementId(row.getObject("id", UUID.class)),
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                time(row, "span_from"),
                time(row, "cut_off"),
                new Calculation(
                        new Money(row.getLong("carried"), currency),
                        new Money(row.getLong("gross"), currency),
                        new Money(row.getLong("refunds"), currency),
                        new Money(row.getLong("fees"), currency),
                        new Money(row.getLong("disputes"), currency),
                        new Money(row.getLong("adjustments"), currency),
                        new Money(row.getLong("returned"), currency)),
                new Money(row.getLong("payout"), currency),
                row.getLong("captures"),
                row.getLong("lines"),
                SettlementStatus.of(row.getString("status")),
                time(row, "created_at"),
                timeOrNull(row, "paid_at"),
                row.getString("paid_to"),
                row.getString("bank_reference"),
                timeOrNull(row, "failed_at"),
                row.getString("failure"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(UTC);
    }
}
