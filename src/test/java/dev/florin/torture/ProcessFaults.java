package dev.florin.torture;

import dev.florin.torture.FaultKind.Healing;
import java.util.Random;

/** Processes that die or stop, and come back. */
final class ProcessFaults {

    private ProcessFaults() {}

    static Healing killInstance(Cluster cluster, Random random) {
        Instance victim = one(cluster, random);
        victim.kill();
        return () -> {
            victim.start();
            victim.awaitUp();
        };
    }

    static Healing freezeInstance(Cluster cluster, Random random) {
        Instance victim = one(cluster, random);
        victim.freeze();
        return victim::thaw;
    }

    /** What it does in that life tells of a time that has not come yet; the next life is right again. */
    static Healing putClockAhead(Cluster cluster, Random random) {
        Instance victim = one(cluster, random);
        victim.kill();
        victim.startAhead();
        victim.awaitUp();
        return () -> {
            victim.kill();
            victim.start();
            victim.awaitUp();
        };
    }

    static Healing killDatabase(Cluster cluster, Random random) {
        cluster.primary().kill();
        return () -> cluster.primary().restart();
    }

    static Healing killAcquirer(Cluster cluster, Random random) {
        cluster.sandbox().kill();
        return () -> cluster.sandbox().restart();
    }

    static Instance one(Cluster cluster, Random random) {
        return cluster.instances().get(random.nextInt(cluster.instances().size()));
    }
}
