package dev.florin.ledger;

import dev.florin.kernel.Money;
import java.util.UUID;

/**
 * Moves {@code amount} from one account to another: one row, zero-sum by construction.
 *
 * @param id chosen by the caller and unique per merchant and subject, so that the same fact cannot be posted twice
 * @param amount more than zero
 * @param kind what happened, such as {@code capture}
 * @param subject what it happened to: a payment, a refund
 */
public record Transfer(UUID id, Account debit, Account credit, Money amount, String kind, UUID subject) {

    public Transfer {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("A transfer moves more than zero: " + amount);
        }
        if (debit.code().equals(credit.code())) {
            throw new IllegalArgumentException("A transfer goes between two accounts: " + debit.code());
        }
    }

    /** In words, in which transfers that should be and those that are can be compared, and shown. */
    public String words() {
        return words(id, kind, debit.code(), credit.code(), amount);
    }

    /** The same of a transfer between accounts of these codes. */
    public static String words(UUID id, String kind, String debit, String credit, Money amount) {
        return "%s of %s from %s to %s (%s)".formatted(kind, amount, debit, credit, id);
    }
}
