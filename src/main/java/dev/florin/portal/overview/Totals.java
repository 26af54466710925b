package dev.florin.portal.overview;

import dev.florin.kernel.Money;
import dev.florin.payments.Statistics.Count;
import dev.florin.payments.Statistics.Fact;
import java.util.Collection;
import java.util.Currency;
import java.util.function.Predicate;

/**
 * What came of payments in a while, in one currency.
 *
 * @param succeeded how many were authorised
 * @param authorized of those
 */
record Totals(Money captured, Money refunded, long succeeded, Money authorized, long failed) {

    static Totals of(Collection<Count> counts, Currency currency) {
        return new Totals(
                amount(counts, Fact.CAPTURED, currency),
                amount(counts, Fact.REFUNDED, currency),
                events(counts, Fact.AUTHORIZED),
                amount(counts, Fact.AUTHORIZED, currency),
                events(counts, Fact.FAILED));
    }

    static Totals of(Collection<Count> counts, Currency currency, Predicate<Count> which) {
        return of(counts.stream().filter(which).toList(), currency);
    }

    private static long events(Collection<Count> counts, Fact fact) {
        return counts.stream()
                .filter(count -> count.fact() == fact)
                .mapToLong(Count::events)
                .sum();
    }

    private static Money amount(Collection<Count> counts, Fact fact, Currency currency) {
        return counts.stream()
                .filter(count -> count.fact() == fact)
                .map(Count::amount)
                .reduce(Money.zero(currency), Money::plus);
    }

    Money net() {
        return captured.minus(refunded);
    }

    long decided() {
        return succeeded + failed;
    }

    /** Of those that were decided, those that succeeded. */
    Share success() {
        return new Share(succeeded, decided());
    }

    /** Of what was taken, what went back. */
    Share refundShare() {
        return new Share(refunded.minor(), captured.minor());
    }

    /** To the nearest minor unit. */
    Money average() {
        long whole = Math.max(1, succeeded);
        return new Money((authorized.minor() + whole / 2) / whole, authorized.currency());
    }
}
