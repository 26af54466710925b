package dev.florin.admin;

import dev.florin.kernel.Money;
import dev.florin.kernel.Rejection;
import dev.florin.settlements.Terms;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Terms as an operator has written them.
 *
 * @param percent with at most four decimals
 * @param fixed in whole units of the currency; likewise {@code minimum}
 * @param from a day, on which the merchant's terms begin to hold; nothing for now
 */
record WrittenTerms(
        String currency,
        String percent,
        String fixed,
        String minimum,
        @Nullable String from) {

    private static final int DECIMALS = 4;

    /** What cannot be read as what it should be. */
    static final class Unreadable extends Rejection {
        Unreadable(String message) {
            super(Kind.INVALID, "value_invalid", message);
        }
    }

    Terms read(Instant now, ZoneId zone) {
        Currency of = currency(currency);
        Money fee = amount(currency, fixed);
        Money least = amount(currency, minimum);
        BigDecimal rate = number(percent);
        if (rate.signum() < 0
                || rate.compareTo(BigDecimal.valueOf(100)) > 0
                || rate.stripTrailingZeros().scale() > DECIMALS
                || fee.minor() < 0
                || least.minor() < 0) {
            throw new Unreadable("A fee is 0 to 100 %, with at most four decimals, and nothing is below zero.");
        }
        return new Terms(rate.movePointRight(DECIMALS).intValueExact(), fee, least, time(now, zone, of));
    }

    private Instant time(Instant now, ZoneId zone, Currency of) {
        if (from == null || from.isBlank()) {
            return now;
        }
        try {
            Instant begin = LocalDate.parse(from.strip()).atStartOfDay(zone).toInstant();
            if (begin.isBefore(now)) {
                throw new Unreadable("Terms in %s begin now or later: what is past does not change.".formatted(of));
            }
            return begin;
        } catch (DateTimeException e) {
            throw new Unreadable("Write the day as 2026-03-31, or leave it out for now.");
        }
    }

    /** @param text such as {@code 12.50} or {@code -12.50}, in whole units of the currency */
    static Money amount(String currency, String text) {
        Currency of = currency(currency);
        BigDecimal minor = number(text).movePointRight(Math.max(0, of.getDefaultFractionDigits()));
        if (minor.stripTrailingZeros().scale() > 0 || minor.abs().compareTo(BigDecimal.valueOf(Money.MAX_MINOR)) > 0) {
            throw new Unreadable("%s has %d decimals.".formatted(of, Math.max(0, of.getDefaultFractionDigits())));
        }
        return new Money(minor.longValueExact(), of);
    }

    private static Currency currency(String text) {
        return Money.currency(text.strip().toUpperCase(Locale.ROOT));
    }

    private static BigDecimal number(String text) {
        String plain = text.replaceAll("[,\\s]", "");
        if (!plain.matches("-?\\d{1,12}(\\.\\d{1,6})?")) {
            throw new Unreadable("Write numbers such as 2.5 or 1250.");
        }
        return new BigDecimal(plain);
    }
}
