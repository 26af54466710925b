package dev.florin.vault;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A card in clear, as it came in or was revealed for one call. It never prints itself.
 *
 * @param number 12–19 digits; spaces and hyphens are accepted and dropped
 * @param expMonth 1–12
 * @param expYear four digits, or two of this century
 * @param cvc 3 or 4 digits, as the brand has it; null for a stored card, or where the merchant may do without
 * @param holder as printed on the card; null if not told
 */
public record Card(
        String number,
        int expMonth,
        int expYear,
        @Nullable String cvc,
        @Nullable String holder) {

    /** A card is good to the end of its month wherever its holder is: this is where months end last. */
    private static final ZoneOffset WHERE_MONTHS_END_LAST = ZoneOffset.ofHours(-12);

    /** Cards print two digits of the year (ISO/IEC 7813), so a date further away than half a century means another one. */
    private static final int YEARS_AHEAD = 50;

    @Override
    public String toString() {
        return "Card[…]";
    }

    /** This card normalised, or an {@link InvalidCard}. */
    Card checked(Instant now) {
        var digits = number.replaceAll("[ -]", "");
        var brand = checkedNumber(digits);
        int year = expYear >= 0 && expYear < 100 ? 2000 + expYear : expYear;
        checkExpiry(year, YearMonth.from(now.atOffset(WHERE_MONTHS_END_LAST)));
        var code = cvc == null ? null : cvc.strip();
        if (code != null && !(isDigits(code) && brand.hasCvcOf(code.length()))) {
            throw InvalidCard.cvc("The security code has three digits, on American Express four.");
        }
        return new Card(digits, expMonth, year, code, holder == null || holder.isBlank() ? null : holder.strip());
    }

    private static Brand checkedNumber(String digits) {
        if (!isDigits(digits) || digits.length() < 12 || digits.length() > 19) {
            throw InvalidCard.number("A card number has 12 to 19 digits.");
        }
        var brand = Brand.of(digits);
        if (!brand.hasNumbersOf(digits.length())) {
            throw InvalidCard.number("The card number has too many or too few digits for its brand.");
        }
        if (!luhn(digits)) {
            throw InvalidCard.number("The card number is mistyped: its check digit does not fit.");
        }
        return brand;
    }

    private void checkExpiry(int year, YearMonth thisMonth) {
        if (expMonth < 1 || expMonth > 12) {
            throw InvalidCard.expiry("The month of expiry is a number from 1 to 12.", "card.exp_month");
        }
        if (year < 2000 || year > thisMonth.getYear() + YEARS_AHEAD) {
            throw InvalidCard.expiry("The year of expiry has four digits, or the two on the card.", "card.exp_year");
        }
        if (YearMonth.of(year, expMonth).isBefore(thisMonth)) {
            throw InvalidCard.expired(year < thisMonth.getYear() ? "card.exp_year" : "card.exp_month");
        }
    }

    /** The check digit of ISO/IEC 7812-1, annex B. */
    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
