package dev.florin.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * How to torture.
 *
 * @param target where everything is written
 * @param seed of which everything random follows
 * @param time of faults and pauses, without start and end
 * @param faults of which kinds
 * @param merchants how many
 */
public record Settings(Path target, long seed, Duration time, Set<FaultKind> faults, int merchants) {

    public Settings {
        target = target.toAbsolutePath();
    }
}
