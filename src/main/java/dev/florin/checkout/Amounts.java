package dev.florin.checkout;

import dev.florin.kernel.Money;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Money as a reader is used to see it written. */
final class Amounts {

    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(,\\d{3})+");

    private Amounts() {}

    static String written(Money money, Locale locale) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        int digits = money.currency().getDefaultFractionDigits();
        format.setCurrency(money.currency());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        String written = format.format(BigDecimal.valueOf(money.minor(), digits));
        return countsInLakhs(locale) ? inLakhs(written) : written;
    }

    /** As CLDR has it for India: 12,34,567. Java's own formats know groups of one size alone. */
    private static boolean countsInLakhs(Locale locale) {
        return locale.getCountry().equals("IN") || locale.getLanguage().equals("hi");
    }

    private static String inLakhs(String written) {
        Matcher number = GROUPED.matcher(written);
        return number.replaceFirst(found -> {
            String digits = found.group().replace(",", "");
            int hundreds = digits.length() - 3;
            return digits.substring(0, hundreds).replaceAll("(?<=\\d)(?=(\\d{2})+$)", ",") + ","
                    + digits.substring(hundreds);
        });
    }
}
