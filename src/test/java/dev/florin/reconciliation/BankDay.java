package dev.florin.reconciliation;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Account;
import dev.florin.ledger.PastTransfers;
import dev.florin.ledger.Transfer;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A long day at a bank: what the ledger has of it, and a statement with something wrong in each way with one line in a
 * hundred.
 *
 * @param planted references and what is wrong with them, in their order
 */
public record BankDay(LocalDate day, List<Transfer> transfers, String csv, List<String> planted) {

    private static final Account ACQUIRER = Account.debit("acquirer:sandbox");
    private static final Account ELSEWHERE = Account.credit("elsewhere");

    public static BankDay random(Random random, LocalDate day, int size) {
        List<Transfer> transfers = new ArrayList<>();
        List<String> planted = new ArrayList<>();
        var csv = new StringBuilder("entry_id,booked_on,reference,amount,fee,currency,description\n");
        for (int i = 0; i < size; i++) {
            long amount = 1000 + random.nextInt(500_000);
            Transfer transfer = i % 20 == 0
                    ? transfer(ELSEWHERE, ACQUIRER, amount, "money_out")
                    : transfer(ACQUIRER, ELSEWHERE, amount, "money_in");
            transfers.add(transfer);
            UUID reference = i % 20 == 0 ? transfer.subject() : transfer.id();
            long signed = i % 20 == 0 ? -amount : amount;
            switch (i % 100) {
                case 1 -> planted.add(reference + " missing_in_bank");
                case 2 -> {
                    line(csv, day, "b" + i, reference, signed, 0);
                    line(csv, day, "b" + i + "-2", reference, signed, 0);
                    planted.add(reference + " duplicate");
                }
                case 3 -> {
                    line(csv, day, "b" + i, reference, signed - 7, 0);
                    planted.add(reference + " amount_mismatch");
                }
                case 4 -> line(csv, day, "b" + i, reference, signed - 20, 20);
                case 5 -> line(csv, day.plusDays(1), "b" + i, reference, signed, 0);
                default -> line(csv, day, "b" + i, reference, signed, 0);
            }
        }
        return new BankDay(
                day, transfers, csv.toString(), planted.stream().sorted().toList());
    }

    private static Transfer transfer(Account debit, Account credit, long amount, String kind) {
        return new Transfer(TypeId.next(), debit, credit, Money.of(amount, "INR"), kind, TypeId.next());
    }

    private static void line(StringBuilder csv, LocalDate day, String id, UUID reference, long amount, long fee) {
        csv.append("%s,%s,%s,%s,%s,INR,\n"
                .formatted(
                        id, day, reference, BigDecimal.valueOf(amount, 2), fee == 0 ? "" : BigDecimal.valueOf(fee, 2)));
    }

    /** In one transaction, at noon of that day. */
    public void post(Tenant tenant, DataSource database) throws SQLException {
        Instant noon = day.atTime(12, 0).toInstant(UTC);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var books = new PastTransfers(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            transfers.forEach(transfer -> books.post(tenant, transfer, noon));
            connection.commit();
        }
    }

    /** What Florin found, like {@link #planted()}. */
    public List<String> found(JdbcClient jdbc) {
        List<String> found = new ArrayList<>();
        jdbc.sql("""
                select coalesce(e.key, m.reference) || ' ' || x.result as what
                from reconciliation.exception x
                left join reconciliation.entry e on e.merchant_id = x.merchant_id and e.id = x.entry_id
                left join reconciliation.expected m on m.merchant_id = x.merchant_id
                  and m.subject = x.subject and m.transfer_id = x.transfer_id
                where x.status = 'open'
                """).query(row -> {
            found.add(row.getString("what"));
        });
        found.sort(null);
        return found;
    }
}
