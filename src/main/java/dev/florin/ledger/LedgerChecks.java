package dev.florin.ledger;

import dev.florin.consistency.Check;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What holds of books that nobody has tampered with. */
@Configuration(proxyBeanMethods = false)
class LedgerChecks {

    @Bean
    Check zeroSum(Totals totals) {
        return new Books(
                "ledger-is-zero-sum",
                "In each merchant's books debits equal credits, in every currency.",
                totals,
                true,
                subject -> totals.odd(Totals.merchant(subject)).stream()
                        .map(odd -> Discrepancy.of(
                                subject, odd.of(), "as many credits as debits, " + odd.debits(), odd.credits()))
                        .toList());
    }

    @Bean
    Check rollUps(Totals totals) {
        return new Books(
                "roll-ups-equal-transfers",
                "What is rolled up of each account is the sum of its transfers, so that its balance is.",
                totals,
                false,
                subject -> totals.astray(Totals.merchant(subject)).stream()
                        .map(pair -> Discrepancy.of(subject, pair.of(), pair.posted(), pair.rolledUp()))
                        .toList());
    }

    /** @param continuous whether broken roll-ups tell of it; transfers by themselves are zero-sum */
    private record Books(
            String name, String promise, Totals totals, boolean continuous, Function<Subject, List<Discrepancy>> law)
            implements Check {

        @Override
        public boolean isContinuous() {
            return continuous;
        }

        @Override
        public List<Subject> changed(Span span) {
            return continuous ? totals.lopsided() : List.of();
        }

        @Override
        public Portion all(@Nullable String after, int most) {
            return totals.merchants(after, 20); // the books of one may be long
        }

        @Override
        public List<Discrepancy> compare(List<Subject> subjects) {
            List<Discrepancy> found = new ArrayList<>();
            subjects.forEach(subject -> found.addAll(law.apply(subject)));
            return found;
        }
    }
}
