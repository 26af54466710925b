package dev.florin.reconciliation.reading;

import dev.florin.kernel.Money;
import dev.florin.kernel.Rejection;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts as files write them, turned into minor units. */
final class Units {

    private static final Pattern POINT = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,6})?");

    private Units() {}

    static boolean isMoney(String currency) {
        try {
            Money.currency(currency);
            return true;
        } catch (Rejection _) {
            return false;
        }
    }

    /** @throws BadLine.Found if it is no amount of that currency */
    static long minor(String text, boolean decimalComma, String currency) {
        String plain = text.replaceAll("[\\s\u00a0'’]", "");
        plain = decimalComma ? plain.replace(".", "").replace(',', '.') : plain.replace(",", "");
        if (plain.startsWith("(") && plain.endsWith(")")) {
            plain = "-" + plain.substring(1, plain.length() - 1); // as bookkeepers write what went out
        }
        if (plain.endsWith(".")) {
            plain = plain.substring(0, plain.length() - 1); // MT940 writes 12, for 12
        }
        if (!POINT.matcher(plain).matches()) {
            throw new BadLine.Found(
                    "'%s' is no amount.".formatted(shortened(text)),
                    "Write it like %s, and check which sign the source says that decimals have."
                            .formatted(decimalComma ? "1.250,50" : "1250.50"));
        }
        if (!isMoney(currency)) {
            throw new BadLine.Found(
                    "'%s' is no currency.".formatted(shortened(currency)), "Write three capital letters such as INR.");
        }
        int decimals = Money.currency(currency).getDefaultFractionDigits();
        BigDecimal minor = new BigDecimal(plain).movePointRight(decimals).stripTrailingZeros();
        if (minor.scale() > 0) {
            throw new BadLine.Found(
                    "%s has more decimals than %s.".formatted(shortened(text), currency),
                    "%s has %d of them.".formatted(currency, decimals));
        }
        if (minor.abs().compareTo(BigDecimal.valueOf(100 * Money.MAX_MINOR)) > 0) {
            throw new BadLine.Found("%s is too much.".formatted(shortened(text)), "Check the amount.");
        }
        return minor.longValueExact();
    }

    /** For messages. */
    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
