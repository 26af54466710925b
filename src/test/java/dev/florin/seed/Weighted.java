package dev.florin.seed;

import java.util.List;
import java.util.random.RandomGenerator;

/** Something that comes up so often, of all those weights together. */
record Weighted<T>(int weight, T value) {

    static <T> T pick(List<Weighted<T>> all, RandomGenerator random) {
        int left = random.nextInt(all.stream().mapToInt(Weighted::weight).sum());
        for (Weighted<T> each : all) {
            left -= each.weight();
            if (left < 0) {
                return each.value();
            }
        }
        throw new IllegalStateException("There is nothing to pick");
    }
}
