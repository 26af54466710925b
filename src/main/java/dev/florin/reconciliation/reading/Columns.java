package dev.florin.reconciliation.reading;

import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Where a CSV file has what, by the names in its first line. Names are compared without regard to case and spaces around
 * them.
 *
 * @param date when it was booked
 * @param datePattern as {@link DateTimeFormatter} has it: {@code uuuu-MM-dd}; what follows the date in a cell is ignored
 * @param amount what came in, below zero for what went out; null where {@code credit} and {@code debit} have it
 * @param credit what came in
 * @param debit what went out, with or without a sign
 * @param decimalComma whether 12,50 is twelve and a half
 * @param currency the column of the currency's code; null where {@code fixedCurrency} says it for all lines
 * @param reference what the payment is known by
 * @param entryId the bank's own id of a line
 * @param fee what was kept back from the amount
 */
public record Columns(
        String date,
        String datePattern,
        @Nullable String amount,
        @Nullable String credit,
        @Nullable String debit,
        boolean decimalComma,
        @Nullable String currency,
        @Nullable String fixedCurrency,
        @Nullable String reference,
        @Nullable String entryId,
        @Nullable String description,
        @Nullable String fee) {

    /** As the sandbox acquirer writes them. */
    public static final Columns SANDBOX = new Columns(
            "booked_on",
            "uuuu-MM-dd",
            "amount",
            null,
            null,
            false,
            "currency",
            null,
            "reference",
            "entry_id",
            "description",
            "fee");

    /** What is wrong with it, for people; null if nothing is. */
    public @Nullable String fault() {
        if (date.isBlank()) {
            return "Say which column has the date.";
        }
        if (amount == null && (credit == null || debit == null)) {
            return "Say which column has the amount, or which two have what came in and what went out.";
        }
        if (currency == null && fixedCurrency == null) {
            return "Say which column has the currency, or which currency all lines are in.";
        }
        if (fixedCurrency != null && !Units.isMoney(fixedCurrency)) {
            return "%s is no currency: write three capital letters such as INR.".formatted(fixedCurrency);
        }
        try {
            return DateTimeFormatter.ofPattern(datePattern).toString().contains("DayOfMonth")
                    ? null
                    : "%s has no day in it: write it like uuuu-MM-dd.".formatted(datePattern);
        } catch (IllegalArgumentException _) {
            return "%s is no pattern of a date: write it like uuuu-MM-dd or dd.MM.uuuu.".formatted(datePattern);
        }
    }
}
