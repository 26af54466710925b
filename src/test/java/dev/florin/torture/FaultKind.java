package dev.florin.torture;

import java.time.Duration;
import java.util.Random;

/** What can go wrong: how often it is dealt among the others, how long it lasts, and how it is brought about. */
public enum FaultKind {
    INSTANCE_KILLED(4, Duration.ZERO, Duration.ofSeconds(3), ProcessFaults::killInstance),
    /** Past its leases of six seconds and its heartbeat of eight. */
    INSTANCE_FROZEN(3, Duration.ofSeconds(9), Duration.ofSeconds(14), ProcessFaults::freezeInstance),
    DATABASE_KILLED(3, Duration.ZERO, Duration.ofSeconds(6), ProcessFaults::killDatabase);

    private final int cards;
    private final Duration shortest;
    private final Duration longest;
    private final Blow blow;

    FaultKind(int cards, Duration shortest, Duration longest, Blow blow) {
        this.cards = cards;
        this.shortest = shortest;
        this.longest = longest;
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
