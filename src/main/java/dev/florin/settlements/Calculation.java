package dev.florin.settlements;

import dev.florin.kernel.Money;

/**
 * How a settlement comes to what it pays, all in one currency. What moved on the account {@code merchant} is in exactly
 * one of its parts, so that they equal the account's movement, to the unit.
 *
 * @param carried what the settlement before left: less than zero if the merchant owes
 * @param gross all captures
 * @param refunds what refunds have set aside, less what came back of those that failed: to be subtracted
 * @param fees of the captures, each rounded by itself: to be subtracted
 * @param disputes what is held for disputes, less what was won: to be subtracted
 * @param adjustments of either sign: what a person has put right, and all that is nothing of the rest
 * @param returned of payouts that failed
 */
public record Calculation(
        Money carried, Money gross, Money refunds, Money fees, Money disputes, Money adjustments, Money returned) {

    /** What is owed to the merchant: less than zero if it owes. */
    public Money net() {
        return carried.plus(gross)
                .minus(refunds)
                .minus(fees)
                .minus(disputes)
                .plus(adjustments)
                .plus(returned);
    }
}
