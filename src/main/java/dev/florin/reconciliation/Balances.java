package dev.florin.reconciliation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a statement says of what was there before its lines, and after: the first opening balance, the last closing one. */
record Balances(
        @Nullable Long opening,
        @Nullable Long closing,
        @Nullable String currency,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    static final Balances NONE = new Balances(null, null, null, null, null);

    Balances and(boolean isOpening, LocalDate on, long minor, String code) {
        if (currency != null && !currency.equals(code)) {
            return this; // of another account in the same file
        }
        return isOpening
                ? opening != null ? this : new Balances(minor, closing, code, from, to)
                : new Balances(opening, minor, code, from, on);
    }
}
