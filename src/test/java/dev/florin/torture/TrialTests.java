package dev.florin.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.torture.checker.Judgement;
import dev.florin.torture.checker.Judgement.Verdict;
import dev.florin.torture.workload.Inbox;
import dev.florin.torture.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where nothing fails but what cards make fail, nothing is found. */
@Tag("long")
class TrialTests {

    private static final Duration TIME = Duration.ofSeconds(Long.getLong("trial.seconds", 15));

    @Test
    void anUntroubledRunPasses() throws Exception {
        long seed = Long.getLong("trial.seed", 1);
        var settings = new Settings(Path.of("target"), seed, TIME, Set.of(), 4);
        try (var inbox = new Inbox();
                var cluster = Cluster.start(settings, inbox.address())) {
            Judgement judgement =
                    Trial.run(settings, Workload.Settings.of(seed), cluster, inbox, _ -> Thread.sleep(TIME));
            var report = new Report(seed, judgement, Map.of(), Map.of(), Map.of());
            report.write(settings.target().resolve("torture").resolve("torture.json"));
            System.out.println(report);
            assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
            assertThat(judgement.acknowledged())
                    .containsOnlyKeys("order", "payment", "capture", "void", "refund", "dispute");
        }
    }
}
