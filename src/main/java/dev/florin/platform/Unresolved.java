package dev.florin.platform;

import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Things whose outcome is still to be found out, over all merchants, for the people who run Florin: each module that asks
 * somebody outside has a bean of this.
 */
public interface Unresolved {

    /** What they are, such as {@code payments}. */
    String name();

    /** How many of those that are open began before that time. */
    int countBefore(Instant begun);

    /** Those that are open, oldest first. */
    List<Case> oldest(int limit);

    static Unresolved of(String name, Function<Instant, Integer> countBefore, IntFunction<List<Case>> oldest) {
        return new Unresolved() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int countBefore(Instant begun) {
                return countBefore.apply(begun);
            }

            @Override
            public List<Case> oldest(int limit) {
                return oldest.apply(limit);
            }
        };
    }

    /**
     * @param id as the world sees it
     * @param payment the payment that it is, or is about, as the world sees it
     * @param since when it began
     * @param tries how often was asked what became of it
     * @param nextTryAt when is asked again; while an instance has it in hand, when another may take it
     */
    record Case(Tenant tenant, String id, String payment, String status, Instant since, int tries, Instant nextTryAt) {}
}
