package dev.florin.benchmark;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One path in {@code benchmark.json}. Costs are per payment; latencies are of the whole journey from when it should have
 * begun, in milliseconds.
 *
 * @param floorPerS the mean of the floor before and after
 * @param ratio of the floor reached
 * @param cpuMsApp of Florin, the sandbox included
 * @param cpuMsLoad of the benchmark itself, on the same cores
 * @param commitsPerPayment transactions that wrote
 * @param transactionsPerPayment all that committed
 * @param statementsPerPayment null where they were not counted
 */
@JsonNaming(SnakeCaseStrategy.class)
record Figures(
        String path,
        double paymentsPerS,
        double floorPerS,
        double ratio,
        double cpuMsApp,
        double cpuMsPostgres,
        double cpuMsLoad,
        double cpuMsOthers,
        double cpuMsIdle,
        double commitsPerPayment,
        double transactionsPerPayment,
        @Nullable Double statementsPerPayment,
        int clients,
        @Nullable Double offeredPerS,
        double p50Ms,
        double p95Ms,
        double p99Ms,
        double p95CreateOrderMs,
        double p95AuthorizeMs,
        long errors) {

    static Figures of(Measured measured, double floor, int cores, double statements) {
        var tally = measured.tally();
        var used = measured.used();
        double payments = tally.payments();
        double perPayment = 1000 / payments;
        return new Figures(
                measured.path(),
                rounded(measured.paymentsPerSecond()),
                rounded(floor),
                rounded(measured.paymentsPerSecond() / floor),
                rounded(used.florin() * perPayment),
                rounded(used.postgres() * perPayment),
                rounded(used.load() * perPayment),
                rounded(used.others() * perPayment),
                rounded(Math.max(0, cores * used.seconds() - used.machine()) * perPayment),
                rounded(used.writes() / payments),
                rounded(used.transactions() / payments),
                measured.journey() == Journey.ORDER_PAY_WAIT ? rounded(statements) : null,
                measured.callers(),
                measured.offered(),
                rounded(tally.whole(50)),
                rounded(tally.whole(95)),
                rounded(tally.whole(99)),
                rounded(tally.order(95)),
                rounded(tally.payment(95)),
                tally.errors());
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
