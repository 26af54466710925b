package dev.florin.settlements;

import dev.florin.kernel.Money;
import dev.florin.settlements.Schedule.Usual;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code florin.settlements.*}
 *
 * @param after how long after its cut-off a day is settled: an hour at the least
 * @param pay whether payouts of test data are paid by themselves, or all wait for a person
 * @param percent the fee of each capture, in percent with at most four decimals, for merchants without terms of their own
 * @param fixed what is added to that, by currency, in whole units of it: {@code INR: 3.00}
 * @param minimum the least that is paid out, likewise
 */
@ConfigurationProperties("florin.settlements")
record SettlementsProperties(
        @DefaultValue("1h") Duration after,
        @DefaultValue("by-hand") Pay pay,
        @DefaultValue("0") BigDecimal percent,
        @DefaultValue Map<String, BigDecimal> fixed,
        @DefaultValue Map<String, BigDecimal> minimum) {

    private static final Duration SOONEST = Duration.ofHours(1);
    private static final int DECIMALS_OF_RATE = 4;

    enum Pay {
        BY_HAND,
        /** Those of test data; real money waits for a person. */
        AUTOMATICALLY
    }

    SettlementsProperties {
        if (after.compareTo(SOONEST) < 0) {
            throw new IllegalArgumentException("florin.settlements.after is at least an hour: " + after);
        }
        if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("florin.settlements.percent is 0 to 100: " + percent);
        }
    }

    /** What holds from now on for whoever has no terms: one for each currency that is named, and one for all others. */
    List<Usual> usual(Instant now) {
        int rate = percent.movePointRight(DECIMALS_OF_RATE).intValueExact();
        var currencies = new TreeSet<>(fixed.keySet());
        currencies.addAll(minimum.keySet());
        var usual = new ArrayList<Usual>();
        usual.add(new Usual(Usual.ANY, rate, 0, 0, now));
        currencies.forEach(code -> {
            Currency currency = Money.currency(code);
            usual.add(new Usual(code, rate, minor(fixed, currency), minor(minimum, currency), now));
        });
        return usual;
    }

    private static long minor(Map<String, BigDecimal> amounts, Currency currency) {
        BigDecimal amount = amounts.getOrDefault(currency.getCurrencyCode(), BigDecimal.ZERO);
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("florin.settlements: nothing is below zero: " + amount);
        }
        return amount.movePointRight(currency.getDefaultFractionDigits()).longValueExact();
    }
}
