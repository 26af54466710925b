package dev.florin.settlements;

import dev.florin.ledger.Account;

/** The accounts of a merchant's books that settlements move money between. */
final class Books {

    /** What is owed to the merchant. */
    static final Account MERCHANT = Account.credit("merchant");

    /** What the operator of Florin has earned. */
    static final Account FEES = Account.credit("fees");

    /** On its way to the merchant's bank. */
    static final Account PAYOUTS = Account.credit("payouts");

    /** What the operator has at its bank. */
    static final Account BANK = Account.debit("bank");

    /** What a person has put right. */
    static final Account ADJUSTMENTS = Account.credit("adjustments");

    private Books() {}
}
