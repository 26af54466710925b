package dev.florin.torture;

import dev.florin.torture.checker.Checker;
import dev.florin.torture.checker.Hearing;
import dev.florin.torture.checker.Judgement;
import dev.florin.torture.workload.Api;
import dev.florin.torture.workload.Inbox;
import dev.florin.torture.workload.Journal;
import dev.florin.torture.workload.Workload;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One run: clients work while something makes trouble, then everything comes to rest and is judged. */
final class Trial {

    /** Beyond what a client prefers to wait. */
    private static final Duration TIMEOUT = Duration.ofSeconds(12);

    /** Of a client, for one definite answer; longer than any fault lasts. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Until all is quiet: the last attempts of webhooks, and publications of an instance that died. */
    private static final Duration REST = Duration.ofSeconds(120);

    private Trial() {}

    /** What happens while the clients work, and is over with all healed when it returns. */
    @FunctionalInterface
    interface Trouble {
        void make(Cluster cluster) throws Exception;
    }

    /** @param cluster has been started with {@code inbox} as its receiver */
    static Judgement run(Settings settings, Workload.Settings workload, Cluster cluster, Inbox inbox, Trouble trouble)
            throws Exception {
        inbox.open(cluster.merchants());
        try (var journal = new Journal(settings.target().resolve("torture").resolve("journal.jsonl"))) {
            var api = new Api(cluster::apis, journal, TIMEOUT, PATIENCE);
            var clients = new Workload(workload, cluster.merchants(), api, cluster.acquirer());
            clients.start();
            trouble.make(cluster);
            boolean stopped = clients.stop(PATIENCE.plus(TIMEOUT.multipliedBy(2)));
            lookAtEverything(cluster);
            var unrest = Rest.await(cluster.database(), cluster.sandboxLog(), REST);
            Torture.say(
                    "the clients have %s; still to be done: %s".formatted(stopped ? "stopped" : "not stopped", unrest));
            var hearing =
                    new Hearing(api, journal, inbox, cluster.merchants(), cluster.sandboxLog(), cluster.database());
            return Checker.judge(hearing::hear, journal::text);
        }
    }

    /** Florin's own checks have looked at what is new all the while. */
    private static void lookAtEverything(Cluster cluster) {
        JdbcClient.create(cluster.database())
                .sql("update consistency.progress set wanted = true")
                .update();
    }
}
