package dev.florin.benchmark;

import org.jspecify.annotations.Nullable;

/**
 * What came of one path.
 *
 * @param offered payments per second that were to be made; null where callers went as fast as they could
 */
record Measured(
        String path, Journey journey, int callers, @Nullable Double offered, Tally tally, Usage used) {

    double paymentsPerSecond() {
        return tally.payments() / used.seconds();
    }
}
