package dev.florin.torture;

import static dev.florin.torture.HttpRelay.Manner.CLOSING;
import static dev.florin.torture.HttpRelay.Manner.DELAYING;
import static dev.florin.torture.HttpRelay.Manner.DOUBLING;
import static dev.florin.torture.HttpRelay.Manner.FAILING;
import static dev.florin.torture.HttpRelay.Manner.HANGING;
import static dev.florin.torture.HttpRelay.Manner.LOSING;
import static dev.florin.torture.HttpRelay.Manner.REORDERING;

import java.time.Duration;
import java.util.Random;

/** What can go wrong: how often it is dealt among the others, how long it lasts, and how it is brought about. */
public enum FaultKind {
    INSTANCE_KILLED(4, 0, 3, ProcessFaults::killInstance),
    /** Past its leases of six seconds and its heartbeat of eight. */
    INSTANCE_FROZEN(3, 9, 14, ProcessFaults::freezeInstance),
    /** An hour ahead, for a life of the process. */
    CLOCK_AHEAD(1, 5, 10, ProcessFaults::putClockAhead),
    DATABASE_KILLED(3, 0, 6, ProcessFaults::killDatabase),
    /** The primary dies, and its synchronous standby takes its place. */
    FAIL_OVER(2, 2, 6, DatabaseFaults::failOver),
    DISK_FULL(1, 3, 8, DatabaseFaults::fillDisk),
    DATABASE_CUT(2, 2, 6, (cluster, random) -> NetworkFaults.cut(cluster, random, Instance::toDatabase)),
    DATABASE_FROZEN(2, 3, 10, (cluster, random) -> NetworkFaults.freeze(cluster, random, Instance::toDatabase)),
    DATABASE_SLOW(1, 4, 8, (cluster, random) -> NetworkFaults.slow(cluster, random, Instance::toDatabase)),
    DATABASE_UNREACHABLE(1, 2, 6, (cluster, random) -> NetworkFaults.refuse(cluster, random, Instance::toDatabase)),
    ACQUIRER_CUT(1, 2, 6, (cluster, random) -> NetworkFaults.cut(cluster, random, Instance::toAcquirer)),
    ACQUIRER_FROZEN(1, 3, 8, (cluster, random) -> NetworkFaults.freeze(cluster, random, Instance::toAcquirer)),
    ACQUIRER_SLOW(1, 3, 8, (cluster, random) -> NetworkFaults.slow(cluster, random, Instance::toAcquirer)),
    ACQUIRER_UNREACHABLE(1, 2, 6, (cluster, random) -> NetworkFaults.refuse(cluster, random, Instance::toAcquirer)),
    ACQUIRER_KILLED(2, 0, 5, ProcessFaults::killAcquirer),
    ACQUIRER_REFUSES(1, 3, 6, (cluster, random) -> AcquirerFaults.of(cluster, random, 0.7, "refuse")),
    ACQUIRER_HANGS(1, 3, 8, (cluster, random) -> AcquirerFaults.of(cluster, random, 0.3, "timeout_before_charge")),
    ACQUIRER_CHARGES_AND_HANGS(
            2, 3, 8, (cluster, random) -> AcquirerFaults.of(cluster, random, 0.3, "timeout_after_charge")),
    ACQUIRER_CHARGES_AND_CUTS(1, 3, 6, (cluster, random) -> AcquirerFaults.of(cluster, random, 0.4, "cut_after")),
    ACQUIRER_FAILS(
            1,
            3,
            6,
            (cluster, random) -> AcquirerFaults.of(
                    cluster, random, 0.25, "error_5xx_before", "error_5xx_after", "cut_before", "garbage")),
    ACQUIRER_ANSWERS_LATE(
            1, 3, 8, (cluster, random) -> AcquirerFaults.of(cluster, random, 0.25, "late_answer", "late_success")),
    CALLBACKS_LOST(1, 3, 8, (cluster, random) -> NetworkFaults.misdeliver(cluster.callbacks(), random, LOSING)),
    CALLBACKS_DOUBLED(1, 3, 8, (cluster, random) -> NetworkFaults.misdeliver(cluster.callbacks(), random, DOUBLING)),
    CALLBACKS_REORDERED(
            1, 3, 8, (cluster, random) -> NetworkFaults.misdeliver(cluster.callbacks(), random, REORDERING)),
    CALLBACKS_DELAYED(1, 3, 8, (cluster, random) -> NetworkFaults.misdeliver(cluster.callbacks(), random, DELAYING)),
    RECEIVER_DOWN(1, 3, 10, (cluster, random) -> NetworkFaults.withhold(cluster.webhooks(), random, CLOSING)),
    RECEIVER_FAILING(1, 3, 10, (cluster, random) -> NetworkFaults.withhold(cluster.webhooks(), random, FAILING)),
    RECEIVER_HANGING(1, 3, 10, (cluster, random) -> NetworkFaults.withhold(cluster.webhooks(), random, HANGING));

    private final int cards;
    private final Duration shortest;
    private final Duration longest;
    private final Blow blow;

    /**
     * @param shortest seconds
     * @param longest seconds
     */
    FaultKind(int cards, int shortest, int longest, Blow blow) {
        this.cards = cards;
        this.shortest = Duration.ofSeconds(shortest);
        this.longest = Duration.ofSeconds(longest);
        this.blow = blow;
    }

    /** Brings a fault about. */
    @FunctionalInterface
    interface Blow {
        Healing strike(Cluster cluster, Random random) throws Exception;
    }

    /** Takes a fault away. */
    @FunctionalInterface
    interface Healing {
        /** Returns when what had failed can work again. */
        void heal() throws Exception;
    }

    /** This machine does not allow a fault. */
    static final class NotAvailable extends Exception {
        NotAvailable(String why) {
            super(why);
        }
    }

    /** How many cards of each deck after the first show it. */
    int cards() {
        return cards;
    }

    Duration hold(Random random) {
        return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
    }

    Healing strike(Cluster cluster, Random random) throws Exception {
        return blow.strike(cluster, random);
    }
}
