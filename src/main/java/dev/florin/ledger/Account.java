package dev.florin.ledger;

import java.util.regex.Pattern;

/**
 * An account of one merchant's books, named by a code that its users choose, such as {@code merchant} or
 * {@code acquirer:sandbox}. It exists per currency, from the first transfer on;
 * its users always name it with the same side.
 *
 * @param code 1–64 characters of {@code a-z 0-9 : _ -}
 */
public record Account(String code, Side side) {

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9:_-]{0,63}");

    /** On which side the account's balance is positive. */
    public enum Side {
        /** Assets and expenses. */
        DEBIT,
        /** Liabilities and income. */
        CREDIT
    }

    public Account {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("Not an account code: " + code);
        }
    }

    public static Account debit(String code) {
        return new Account(code, Side.DEBIT);
    }

    public static Account credit(String code) {
        return new Account(code, Side.CREDIT);
    }
}
