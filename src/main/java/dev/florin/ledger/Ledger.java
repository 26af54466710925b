package dev.florin.ledger;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Writes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The books. Transfers are added and never changed; balances are folded from them, so that posting writes nothing but
 * the transfers and waits for nobody.
 */
@Component
public class Ledger {

    private final JdbcClient jdbc;
    private final Writes writes;

    Ledger(JdbcClient jdbc, Writes writes) {
        this.jdbc = jdbc;
        this.writes = writes;
    }

    /**
     * Posts transfers with the commit of the caller's transaction: with the state change that they account for, or not
     * at all. If one of the ids was posted before about the same subject, the transaction does not commit but fails with
     * a {@link org.springframework.dao.DuplicateKeyException}.
     *
     * @throws IllegalStateException outside of a transaction
     */
    public void post(Tenant tenant, Transfer... transfers) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Transfers are posted in the transaction of what they account for.");
        }
        for (Transfer transfer : transfers) {
            post(tenant, transfer);
        }
    }

    /** The same of very many at once, in one statement. */
    public void postAll(Tenant tenant, Collection<Transfer> transfers) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Transfers are posted in the transaction of what they account for.");
        }
        if (transfers.isEmpty()) {
            return;
        }
        writes.sql("""
                insert into ledger.transfer (merchant_id, subject, id, livemode, debit, debit_side, credit, credit_side,
                                             amount, currency, kind)
                select :merchant, subject, id, :live, debit, debit_side, credit, credit_side, amount, currency, kind
                from unnest(:subjects::uuid[], :ids::uuid[], :debits::text[], :debitSides::text[], :credits::text[],
                            :creditSides::text[], :amounts::bigint[], :currencies::text[], :kinds::text[])
                     as t (subject, id, debit, debit_side, credit, credit_side, amount, currency, kind)
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("subjects", column(transfers, UUID[]::new, Transfer::subject))
                .param("ids", column(transfers, UUID[]::new, Transfer::id))
                .param("debits", column(transfers, String[]::new, t -> t.debit().code()))
                .param("debitSides", column(transfers, String[]::new, t -> letter(t.debit())))
                .param(
                        "credits",
                        column(transfers, String[]::new, t -> t.credit().code()))
                .param("creditSides", column(transfers, String[]::new, t -> letter(t.credit())))
                .param("amounts", column(transfers, Long[]::new, t -> t.amount().minor()))
                .param(
                        "currencies",
                        column(
                                transfers,
                                String[]::new,
                                t -> t.amount().currency().getCurrencyCode()))
                .param("kinds", column(transfers, String[]::new, Transfer::kind))
                .queue();
    }

    private static <T> T[] column(Collection<Transfer> transfers, IntFunction<T[]> array, Function<Transfer, T> value) {
        return transfers.stream().map(value).toArray(array);
    }

    private void post(Tenant tenant, Transfer transfer) {
        writes.sql("""
                insert into ledger.transfer (merchant_id, subject, id, livemode, debit, debit_side, credit, credit_side,
                                             amount, currency, kind)
                values (:merchant, :subject, :id, :live, :debit, :debitSide, :credit, :creditSide,
                        :amount, :currency, :kind)
                """)
                .param("merchant", tenant.merchant())
                .param("subject", transfer.subject())
                .param("id", transfer.id())
                .param("live", tenant.live())
                .param("debit", transfer.debit().code())
                .param("debitSide", letter(transfer.debit()))
                .param("credit", transfer.credit().code())
                .param("creditSide", letter(transfer.credit()))
                .param("amount", transfer.amount().minor())
                .param("currency", transfer.amount().currency().getCurrencyCode())
                .param("kind", transfer.kind())
                .queue();
    }

    /** Every account of the tenant with its balance at this instant, on the account's own side, by currency and code. */
    public List<Balance> balances(Tenant tenant) {
        return jdbc.sql("""
                        select currency, account, side,
                               (case side when 'D' then debits - credits else credits - debits end)::bigint as amount
                        from ledger.balance
                        where merchant_id = ? and livemode = ?
                        order by currency, account
                        """)
                .params(tenant.merchant(), tenant.live())
                .query((row, _) -> new Balance(account(row.getString("account"), row.getString("side")), money(row)))
                .list();
    }

    /** All transfers about a subject, oldest first; those of one transaction in the order of their ids. */
    public List<Transfer> transfers(Tenant tenant, UUID subject) {
        return postings(tenant, List.of(subject)).stream()
                .map(Posting::transfer)
                .toList();
    }

    /** All transfers about some subjects, and when they were posted; oldest first. */
    public List<Posting> postings(Tenant tenant, Collection<UUID> subjects) {
        return jdbc.sql("""
                        select subject, id, debit, debit_side, credit, credit_side, amount, currency, kind, posted_at
                        from ledger.transfer
                        where merchant_id = ? and subject = any(?) and livemode = ?
                        order by posted_at, id
                        """)
                .params(tenant.merchant(), subjects.toArray(UUID[]::new), tenant.live())
                .query((row, _) -> posting(row))
                .list();
    }

    /**
     * What moved on an account in a span of time: transfers that debit or credit it, in the order of time, subject and
     * id, which is the same whenever it is asked for. A span that ends before {@link dev.florin.platform.Horizon} is
     * complete and never changes again.
     *
     * @param account its code
     * @param from inclusive, by the database's clock
     * @param before exclusive
     * @param after the last one of the portion before; null for the first
     * @param most how many at the most; fewer come with the last portion alone
     */
    public List<Posting> movements(
            Tenant tenant, String account, Instant from, Instant before, @Nullable Posting after, int most) {
        return jdbc.sql("""
                        select subject, id, debit, debit_side, credit, credit_side, amount, currency, kind, posted_at
                        from ledger.transfer
                        where merchant_id = :merchant and livemode = :live and (debit = :account or credit = :account)
                          and posted_at >= :from and posted_at < :before
                          and (:subject::uuid is null or (posted_at, subject, id) > (:from, :subject, :id))
                        order by posted_at, subject, id
                        limit :most
                        """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("account", account)
                .param("from", (after == null ? from : after.at()).atOffset(ZoneOffset.UTC))
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("subject", after == null ? null : after.transfer().subject(), Types.OTHER)
                .param("id", after == null ? null : after.transfer().id(), Types.OTHER)
                .param("most", most)
                .query((row, _) -> posting(row))
                .list();
    }

    /** All whose books have an entry. */
    public List<Tenant> tenants() {
        return jdbc.sql("select distinct merchant_id, livemode from ledger.balance order by merchant_id, livemode")
                .query((row, _) -> new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")))
                .list();
    }

    /** @param at by the database's clock: when the transaction that posted it began */
    public record Posting(Transfer transfer, Instant at) {}

    /**
     * The balances of all debit accounts less those of all credit accounts, over all merchants and both modes: one sum
     * for each currency, and each of them zero at every instant. Anything else means that the books were tampered with.
     */
    public List<Money> trialBalance() {
        return jdbc.sql("""
                        select currency, sum(debits - credits)::bigint as amount
                        from ledger.balance group by currency order by currency
                        """).query((row, _) -> money(row)).list();
    }

    /** @param amount positive on the account's own side */
    public record Balance(Account account, Money amount) {}

    private static Posting posting(ResultSet row) throws SQLException {
        return new Posting(
                transfer(row), row.getObject("posted_at", OffsetDateTime.class).toInstant());
    }

    private static Transfer transfer(ResultSet row) throws SQLException {
        return new Transfer(
                row.getObject("id", UUID.class),
                account(row.getString("debit"), row.getString("debit_side")),
                account(row.getString("credit"), row.getString("credit_side")),
                money(row),
                row.getString("kind"),
                row.getObject("subject", UUID.class));
    }

    private static Money money(ResultSet row) throws SQLException {
        return Money.of(row.getLong("amount"), row.getString("currency"));
    }

    private static String letter(Account account) {
        return account.side() == Account.Side.DEBIT ? "D" : "C";
    }

    static Account account(String code, String letter) {
        return new Account(code, letter.equals("D") ? Account.Side.DEBIT : Account.Side.CREDIT);
    }
}
