package dev.florin.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.torture.broken.Broken;
import dev.florin.torture.broken.Variant;
import dev.florin.torture.checker.Judgement;
import dev.florin.torture.checker.Judgement.Verdict;
import dev.florin.torture.workload.Inbox;
import dev.florin.torture.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checker is able to fail. A minute for each of them; docs/torture.md tells how to run it. */
@Tag("long")
class BrokenVariantsTests {

    private static final Duration TIME = Duration.ofSeconds(Long.getLong("torture.variant.seconds", 30));
    private static final int CLIENTS = 24;
    private static final int KILLS = 3;

    @ParameterizedTest
    @EnumSource
    void isCaught(Variant variant) throws Exception {
        long seed = Long.getLong("torture.seed", 1);
        var settings = new Settings(Path.of("target"), seed, TIME, Set.of(), 4);
        var workload = new Workload.Settings(seed, CLIENTS, Duration.ofMillis(200), variant.plays());
        var build = new Build(Broken.class, List.of(Broken.ARGUMENT + variant));
        try (var inbox = new Inbox();
                var cluster = Cluster.start(settings, inbox.address(), build)) {
            Judgement judgement = Trial.run(
                    settings, workload, cluster, inbox, all -> trouble(all, variant.needsKills(), new Random(seed)));
            System.out.println(new Report(seed, judgement, Map.of(), Map.of(), Map.of()));
            assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(judgement.violations()).anyMatch(one -> one.law().equals(variant.law()));
        }
    }

    private static void trouble(Cluster cluster, boolean kills, Random random) throws Exception {
        if (!kills) {
            Thread.sleep(TIME);
            return;
        }
        for (int i = 0; i < KILLS; i++) {
            Thread.sleep(TIME.dividedBy(KILLS));
            ProcessFaults.killInstance(cluster, random).heal();
        }
    }
}
