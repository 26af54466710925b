package dev.florin.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.torture.checker.Judgement.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The short form of the torture test: processes die and stop, for a minute. */
@DisabledOnOs(OS.WINDOWS)
class TortureTests {

    @Test
    void nothingIsLostNorDoneTwiceWhileProcessesDie() throws Exception {
        var settings = new Settings(
                Path.of("target"),
                Long.getLong("torture.seed", new Random().nextLong()),
                Duration.ofSeconds(40),
                EnumSet.of(FaultKind.INSTANCE_KILLED, FaultKind.INSTANCE_FROZEN, FaultKind.DATABASE_KILLED),
                6);

        Report report = Torture.run(settings);

        assertThat(report.judgement().verdict()).as("%s", report).isEqualTo(Verdict.PASS);
        assertThat(report.faults()).hasSize(settings.faults().size());
    }
}
