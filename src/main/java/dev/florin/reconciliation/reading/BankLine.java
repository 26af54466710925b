package dev.florin.reconciliation.reading;

import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a statement.
 *
 * @param number in the file, from 1: its line, or of XML which entry it is
 * @param amount minor units: above zero what came in, below what went out, with fees kept back already
 * @param fee kept back from it, zero or more: amount and fee together are what was paid
 * @param reference what the bank says it is for; one of ours, perhaps
 * @param bankId the bank's id of the line
 */
public record BankLine(
        int number,
        LocalDate bookedOn,
        long amount,
        long fee,
        String currency,
        @Nullable String reference,
        @Nullable String bankId,
        String description) {

    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\s]+");
    private static final int LONGEST = 500;

    public BankLine {
        reference = fit(reference);
        bankId = fit(bankId);
        description = description.isEmpty() ? "" : plain(description);
    }

    private static @Nullable String fit(@Nullable String text) {
        String plain = text == null ? "" : plain(text);
        return plain.isEmpty() ? null : plain;
    }

    /** On one line, without what PostgreSQL does not keep. */
    private static String plain(String text) {
        String plain = UNFIT.matcher(text).replaceAll(" ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }
}
