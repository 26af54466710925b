package dev.florin.benchmark;

/**
 * What was used up.
 *
 * @param seconds of wall clock
 * @param florin CPU seconds of Florin, the sandbox included
 * @param postgres CPU seconds of PostgreSQL
 * @param load CPU seconds of the benchmark itself
 * @param machine CPU seconds of everything on the machine
 * @param writes transactions that wrote
 * @param transactions all that committed, as PostgreSQL's statistics have it: up to a second late
 */
record Usage(
        double seconds, double florin, double postgres, double load, double machine, long writes, long transactions) {

    Usage since(Usage earlier) {
        return new Usage(
                seconds - earlier.seconds,
                florin - earlier.florin,
                postgres - earlier.postgres,
                load - earlier.load,
                machine - earlier.machine,
                writes - earlier.writes,
                transactions - earlier.transactions);
    }

    /** CPU seconds of others on the machine; the figures are worth less the more there are. */
    double others() {
        return Math.max(0, machine - florin - postgres - load);
    }
}
