package dev.florin.portal.payments;

import dev.florin.kernel.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;

/** Amounts as people write them, in whole units of a currency. */
final class Amounts {

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d{1,4})?");

    private Amounts() {}

    /** {@code 1250.00}, with neither currency nor grouping, for fields and files. */
    static String plain(Money amount) {
        return BigDecimal.valueOf(amount.minor(), decimals(amount.currency())).toPlainString();
    }

    /**
     * What somebody has written: {@code 1,250.00}, {@code 1250}, {@code 12.5}.
     *
     * @return empty if it is no amount of that currency that is more than zero
     */
    static Optional<Money> read(String text, Currency currency) {
        String plain = text.replaceAll("[,\\s]", "");
        if (!DECIMAL.matcher(plain).matches()) {
            return Optional.empty();
        }
        BigDecimal minor =
                new BigDecimal(plain).movePointRight(decimals(currency)).stripTrailingZeros();
        if (minor.scale() > 0 || minor.signum() <= 0 || minor.compareTo(BigDecimal.valueOf(Money.MAX_MINOR)) > 0) {
            return Optional.empty();
        }
        return Optional.of(new Money(minor.longValueExact(), currency));
    }

    /** What to say of one that could not be read. */
    static String fault(Currency currency) {
        int decimals = decimals(currency);
        return "Write an amount of %s above zero, %s."
                .formatted(
                        currency.getCurrencyCode(),
                        decimals == 0 ? "without decimals" : "with at most %d decimals".formatted(decimals));
    }

    static int decimals(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
