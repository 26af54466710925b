package dev.florin.torture;

import dev.florin.torture.FaultKind.Healing;
import java.util.List;
import java.util.Random;

/** An acquirer that does not answer as it should, whatever it did. */
final class AcquirerFaults {

    /** Longer than Florin waits for an answer. */
    private static final long TOO_LONG = 7000;

    private AcquirerFaults() {}

    static Healing of(Cluster cluster, Random random, double probability, String... faults) {
        for (String fault : List.of(faults)) {
            cluster.sandbox().fault(fault, probability, TOO_LONG, random.nextLong());
        }
        return () -> cluster.sandbox().heal();
    }
}
