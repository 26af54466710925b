package dev.florin.ledger;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
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

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Posts transfers, in the caller's transaction and in one statement: with the state change that they account for, or
     * not at all.
     *
     * @throws IllegalStateException if one of the ids was posted before about the same subject (the transaction can then
     *     only be rolled back), or outside of a transaction
     */
    public void post(Tenant tenant, Transfer... transfers) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Transfers are posted in the transaction of what they account for.");
        }
        if (transfers.length == 0) {
            return;
        }
        var rows = String.join(", ", Collections.nCopies(transfers.length, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        var values = new ArrayList<Object>(11 * transfers.length);
        for (var transfer : transfers) {
            values.addAll(row(tenant, transfer));
        }
        try {
            jdbc.sql("""
                            insert into ledger.transfer (merchant_id, subject, id, livemode, debit, debit_side,
                                                         credit, credit_side, amount, currency, kind)
                            values\s""" + rows).params(values).update();
        } catch (DuplicateKeyException e) {
            throw new IllegalStateException("Posted before: " + List.of(transfers), e);
        }
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
        return jdbc.sql("""
                        select id, debit, debit_side, credit, credit_side, amount, currency, kind
                        from ledger.transfer
                        where merchant_id = ? and subject = ? and livemode = ?
                        order by posted_at, id
                        """)
                .params(tenant.merchant(), subject, tenant.live())
                .query((row, _) -> transfer(subject, row))
                .list();
    }

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

    private static List<Object> row(Tenant tenant, Transfer transfer) {
        return List.of(
                tenant.merchant(),
                transfer.subject(),
                transfer.id(),
                tenant.live(),
                transfer.debit().code(),
                letter(transfer.debit()),
                transfer.credit().code(),
                letter(transfer.credit()),
                transfer.amount().minor(),
                transfer.amount().currency().getCurrencyCode(),
                transfer.kind());
    }

    private static Transfer transfer(UUID subject, ResultSet row) throws SQLException {
        return new Transfer(
                row.getObject("id", UUID.class),
                account(row.getString("debit"), row.getString("debit_side")),
                account(row.getString("credit"), row.getString("credit_side")),
                money(row),
                row.getString("kind"),
                subject);
    }

    private static Money money(ResultSet row) throws SQLException {
        return Money.of(row.getLong("amount"), row.getString("currency"));
    }

    private static String letter(Account account) {
        return account.side() == Account.Side.DEBIT ? "D" : "C";
    }

    private static Account account(String code, String letter) {
        return new Account(code, letter.equals("D") ? Account.Side.DEBIT : Account.Side.CREDIT);
    }
}
