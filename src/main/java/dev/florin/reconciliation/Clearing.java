package dev.florin.reconciliation;

import dev.florin.kernel.Money;
import dev.florin.ledger.Account;
import dev.florin.ledger.Transfer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a source posts: money that came to the bank is no longer owed by the acquirer, what it kept back is an expense, and
 * so is what nobody will pay.
 */
final class Clearing {

    static final String CLEARED = "cleared";
    static final String FEE = "acquirer_fee";
    static final String DIFFERENCE = "difference";
    static final String SURPLUS = "bank_surplus";
    static final String UNDONE = "reconciliation_undone";

    /** What is at the bank. */
    private static final Account BANK = Account.debit("bank");

    private static final Account FEES = Account.debit("acquirer_fees");
    private static final Account DIFFERENCES = Account.debit("differences");
    private static final Account MERCHANT = Account.credit("merchant");

    private final Account acquirer;
    private final UUID subject;
    private final UUID id;
    private final String currency;
    private final List<Transfer> transfers = new ArrayList<>();

    /**
     * @param subject what is accounted for: a line or an exception
     * @param id from which the transfers' ids are made, always the same ones
     */
    Clearing(Source source, UUID subject, UUID id, String currency) {
        this.acquirer = Account.debit(source.account());
        this.subject = subject;
        this.id = id;
        this.currency = currency;
    }

    List<Transfer> transfers() {
        return transfers;
    }

    /** The bank has it from the acquirer; below zero: the acquirer took it. */
    Clearing cleared(long amount) {
        return move(BANK, acquirer, amount, CLEARED);
    }

    /** The acquirer kept it back. */
    Clearing fee(long amount) {
        return move(FEES, acquirer, amount, FEE);
    }

    /** The acquirer will never pay it. */
    Clearing lost(long amount) {
        return move(DIFFERENCES, acquirer, amount, DIFFERENCE);
    }

    /** The bank has it, and it is for nothing that we know. */
    Clearing unexplained(long amount) {
        return move(BANK, DIFFERENCES, amount, DIFFERENCE);
    }

    /** The bank has it, and it is given back through the merchant's account. */
    Clearing surplus(long amount) {
        return move(BANK, MERCHANT, amount, SURPLUS);
    }

    private Clearing move(Account debit, Account credit, long amount, String kind) {
        if (amount != 0) {
            transfers.add(new Transfer(
                    id(id, kind),
                    amount > 0 ? debit : credit,
                    amount > 0 ? credit : debit,
                    Money.of(Math.abs(amount), currency),
                    kind,
                    subject));
        }
        return this;
    }

    /** The opposite of a transfer. */
    static Transfer undone(Transfer transfer) {
        return new Transfer(
                id(transfer.id(), "undone"),
                transfer.credit(),
                transfer.debit(),
                transfer.amount(),
                UNDONE,
                transfer.subject());
    }

    static UUID id(UUID of, String kind) {
        return UUID.nameUUIDFromBytes((of + kind).getBytes(StandardCharsets.UTF_8));
    }
}
