package dev.florin.kernel;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An amount of minor units in a currency: {@code Money.of(50000, "INR")} is 500 rupees, {@code Money.of(500, "JPY")} is
 * 500 yen, {@code Money.of(1500, "KWD")} is one and a half dinar.
 *
 * <p>The number of decimals comes from ISO 4217, as the JDK publishes it. Arithmetic is exact: it throws
 * {@link ArithmeticException} on overflow, and {@link CurrencyMismatch} when currencies are mixed.
 *
 * @param minor minor units, of either sign
 * @param currency an ISO 4217 currency that is money (not a metal, a fund or a test code)
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {

    /** The largest amount that one order, payment or refund may have, in minor units: twelve digits, as in ISO 8583 field 4. */
    public static final long MAX_MINOR = 999_999_999_999L;

    private static final Set<String> NOT_MONEY =
            Set.of("XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XDR", "XSU", "XUA", "XBA", "XBB", "XBC", "XBD");

    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .filter(c -> c.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .filter(code -> !NOT_MONEY.contains(code))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * @param code three capital letters of ISO 4217
     * @throws UnknownCurrency if there is no such currency
     */
    public static Money of(long minor, String code) {
        return new Money(minor, currency(code));
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /** @throws UnknownCurrency unless {@code code} is a currency of ISO 4217, in capitals */
    public static Currency currency(String code) {
        if (!CODES.contains(code)) {
            throw new UnknownCurrency(code);
        }
        return Currency.getInstance(code);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(minor, factor), currency);
    }

    public boolean isZero() {
        return minor == 0;
    }

    public boolean isPositive() {
        return minor > 0;
    }

    public boolean exceeds(Money other) {
        return compareTo(other) > 0;
    }

    /** @throws CurrencyMismatch if the currencies differ: there is no order between them */
    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, same(other).minor);
    }

    /** For people: {@code 500.00 INR}, {@code 500 JPY}, {@code 1.500 KWD}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString() + " "
                + currency.getCurrencyCode();
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new CurrencyMismatch(currency, other.currency);
        }
        return other;
    }

    /** A code that is not a currency of ISO 4217. */
    static final class UnknownCurrency extends Rejection {
        UnknownCurrency(String code) {
            super(
                    Kind.INVALID,
                    "currency_unknown",
                    "%s is not a currency of ISO 4217; send three capital letters such as INR."
                            .formatted(code.matches("\\p{Alpha}{3}") ? "'" + code + "'" : "This"),
                    "currency");
        }
    }

    /** Two currencies in one sum: always a defect of the caller, never a matter of conversion. */
    static final class CurrencyMismatch extends Rejection {
        CurrencyMismatch(Currency one, Currency other) {
            super(Kind.INVALID, "currency_mismatch", "%s and %s cannot be mixed.".formatted(one, other), "currency");
        }
    }
}
