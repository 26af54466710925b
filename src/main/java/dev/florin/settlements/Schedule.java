package dev.florin.settlements;

import dev.florin.kernel.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Which terms held when, for one merchant. Nothing of the past of it ever changes.
 *
 * @param own the merchant's, of all currencies
 * @param usual for currencies of which it had none of its own
 */
record Schedule(List<Terms> own, List<Usual> usual) {

    static final Schedule EMPTY = new Schedule(List.of(), List.of());

    /**
     * What the settings said from a time on.
     *
     * @param currency empty for all that are not named
     */
    record Usual(String currency, int rate, long fixed, long minimum, Instant from) {

        static final String ANY = "";

        Terms terms(Currency of) {
            return new Terms(rate, new Money(fixed, of), new Money(minimum, of), from);
        }

        boolean saysTheSameAs(Usual other) {
            return rate == other.rate && fixed == other.fixed && minimum == other.minimum;
        }
    }

    Schedule {
        own = List.copyOf(own);
        usual = List.copyOf(usual);
    }

    Terms at(Currency currency, Instant time) {
        return own.stream()
                .filter(terms -> terms.currency().equals(currency))
                .filter(terms -> !terms.from().isAfter(time))
                .max(Comparator.comparing(Terms::from))
                .or(() -> usual(currency.getCurrencyCode(), time).map(it -> it.terms(currency)))
                .or(() -> usual(Usual.ANY, time).map(it -> it.terms(currency)))
                .orElseGet(() -> Terms.none(currency));
    }

    private Optional<Usual> usual(String currency, Instant time) {
        return usual.stream()
                .filter(it -> it.currency().equals(currency))
                .filter(it -> !it.from().isAfter(time))
                .max(Comparator.comparing(Usual::from));
    }
}
