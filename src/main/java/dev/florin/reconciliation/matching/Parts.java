package dev.florin.reconciliation.matching;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The parts of a sum, where there is but one way to make it up. */
final class Parts {

    private Parts() {}

    /**
     * Those of {@code all} that make up {@code sum}. Two ways that take the same amounts count as one, and the first
     * stands.
     *
     * @return nothing if there is no way, or more than one, or more than {@link ByAmount#MOST_PARTS} to choose from
     */
    static <T> List<T> only(List<T> all, ToLongFunction<T> amount, long sum) {
        if (all.size() > ByAmount.MOST_PARTS) {
            return List.of();
        }
        List<T> found = List.of();
        List<Long> amounts = List.of();
        for (int chosen = 1; chosen < 1 << all.size(); chosen++) {
            List<T> parts = parts(all, chosen);
            if (parts.stream().mapToLong(amount).sum() != sum) {
                continue;
            }
            List<Long> these = parts.stream().map(amount::applyAsLong).sorted().toList();
            if (!found.isEmpty() && !these.equals(amounts)) {
                return List.of();
            }
            if (found.isEmpty()) {
                found = parts;
                amounts = these;
            }
        }
        return found;
    }

    /** All sums that some of these make up. */
    static <T> Set<Long> sums(List<T> some, ToLongFunction<T> amount) {
        Set<Long> sums = new HashSet<>(Set.of(0L));
        for (T one : some) {
            for (long sum : List.copyOf(sums)) {
                sums.add(sum + amount.applyAsLong(one));
            }
        }
        return sums;
    }

    private static <T> List<T> parts(List<T> all, int chosen) {
        List<T> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if ((chosen & 1 << i) != 0) {
                parts.add(all.get(i));
            }
        }
        return parts;
    }
}
