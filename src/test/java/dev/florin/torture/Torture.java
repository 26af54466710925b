package dev.florin.torture;

import dev.florin.torture.checker.Judgement;
import dev.florin.torture.checker.Judgement.Verdict;
import dev.florin.torture.workload.Inbox;
import dev.florin.torture.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** {@code ./mvnw -Ptorture verify [-Dtorture.minutes=… -Dtorture.seed=…]}: fails unless the books agree. */
final class Torture {

    private static final int MERCHANTS = 12;

    private Torture() {}

    public static void main(String[] args) throws Exception {
        String seed = System.getProperty("torture.seed", "");
        var settings = new Settings(
                Path.of(System.getProperty("torture.target", "target")),
                seed.isEmpty() ? new Random().nextLong() : Long.parseLong(seed),
                Duration.ofSeconds(Math.round(60 * Double.parseDouble(System.getProperty("torture.minutes", "5")))),
                kinds(System.getProperty("torture.faults", "")),
                MERCHANTS);
        Report report = run(settings);
        System.exit(report.judgement().verdict() == Verdict.PASS ? 0 : 1); // whatever threads there are still
    }

    private static EnumSet<FaultKind> kinds(String names) {
        var kinds = EnumSet.noneOf(FaultKind.class);
        for (String name : names.split(",")) {
            if (!name.isBlank()) {
                kinds.add(FaultKind.valueOf(name.strip()));
            }
        }
        return kinds.isEmpty() ? EnumSet.allOf(FaultKind.class) : kinds;
    }

    /** Tortures, judges, tells the result and writes it to {@code torture.json}. */
    static Report run(Settings settings) throws IOException {
        say("seed %d, for %d s".formatted(settings.seed(), settings.time().toSeconds()));
        Report report;
        try {
            report = torture(settings);
        } catch (Exception e) {
            e.printStackTrace();
            report = new Report(
                    settings.seed(),
                    new Judgement(Verdict.UNKNOWN, Map.of(), Map.of(), List.of(), List.of(e.toString())),
                    Map.of(),
                    Map.of(),
                    Map.of());
        }
        report.write(settings.target().resolve("torture.json"));
        System.out.println(report);
        return report;
    }

    private static Report torture(Settings settings) throws Exception {
        try (var inbox = new Inbox();
                var cluster = Cluster.start(settings, inbox.address());
                var recovery = new Recovery(cluster)) {
            var faults = new Faults(settings, cluster, recovery);
            var judgement = Trial.run(
                    settings, Workload.Settings.of(settings.seed()), cluster, inbox, _ -> faults.run(settings.time()));
            return new Report(settings.seed(), judgement, faults.met(), faults.notAvailable(), recovery.times());
        }
    }

    /** Tells whoever waits what is going on. */
    static void say(String what) {
        System.out.printf("%tT … %s%n", System.currentTimeMillis(), what);
    }
}
