package dev.florin.portal.payments;

import dev.florin.kernel.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code florin.portal.*}: above which amount a refund in the portal needs a recent proof of who makes it.
 *
 * @param stepUpRefundAbove by currency, in whole units of it: {@code INR: 25000} is 25 000 rupees; {@code other} for all
 *     currencies that are not named
 */
@ConfigurationProperties("florin.portal")
record StepUp(@DefaultValue Map<String, Long> stepUpRefundAbove) {

    private static final String OTHER = "other";
    private static final Map<String, Long> USUAL = Map.of("INR", 25_000L, "JPY", 50_000L, OTHER, 300L);

    StepUp {
        stepUpRefundAbove = Map.copyOf(stepUpRefundAbove.isEmpty() ? USUAL : stepUpRefundAbove);
        stepUpRefundAbove.forEach((currency, limit) -> {
            if (limit < 0 || !currency.equals(OTHER) && Money.currency(currency) == null) {
                throw new IllegalArgumentException("florin.portal.step-up-refund-above is zero or more");
            }
        });
    }

    boolean isNeededFor(Money refund) {
        return refund.exceeds(limit(refund.currency()));
    }

    private Money limit(Currency currency) {
        Long named = stepUpRefundAbove.get(currency.getCurrencyCode());
        long whole = named != null ? named : stepUpRefundAbove.getOrDefault(OTHER, 0L);
        return new Money(
                BigDecimal.valueOf(whole)
                        .movePointRight(Amounts.decimals(currency))
                        .longValueExact(),
                currency);
    }
}
