package dev.florin.torture;

import dev.florin.journeys.Truth;
import dev.florin.webhooks.Receiver;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;

/** {@code ./mvnw -Ptorture verify [-Dtorture.minutes=… -Dtorture.seed=…]}: fails unless the books agree. */
final class Torture {

    private static final Duration REST = Duration.ofSeconds(90);
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
        try {
            run(settings);
            System.exit(0);
        } catch (Throwable t) {
            t.printStackTrace();
            System.exit(1);
        }
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

    static void run(Settings settings) throws Exception {
        say("seed " + settings.seed());
        try (var receiver = new Receiver();
                var cluster = Cluster.start(settings, URI.create(receiver.url()));
                var recovery = new Recovery(cluster)) {
            var faults = new Faults(settings, cluster, recovery);
            try (var load = new Load(cluster)) {
                faults.run(settings.time());
            }
            var unrest = Rest.await(cluster.database(), REST);
            say("faults " + faults.met() + ", not available " + faults.notAvailable());
            recovery.times().forEach((kind, times) -> say(kind + " " + times));
            say("rest: " + unrest);
            Truth.of(cluster.sandboxLog(), cluster.database()).holds();
        } finally {
            say("seed " + settings.seed());
        }
    }

    /** Tells whoever waits what is going on. */
    static void say(String what) {
        System.out.printf("%tT … %s%n", System.currentTimeMillis(), what);
    }
}
