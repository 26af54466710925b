package dev.florin.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.webhooks.Receiver;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterTests {

    @Test
    void paysOnEachInstance() throws Exception {
        var settings = new Settings(Path.of("target/cluster"), 1, Duration.ZERO, Set.of(), 2);
        try (var receiver = new Receiver();
                var cluster = Cluster.start(settings, URI.create(receiver.url()))) {
            var prober = new Prober(cluster);
            for (URI api : cluster.apis()) {
                assertThat(prober.untilPaid(api)).isLessThan(Duration.ofSeconds(5));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> !receiver.heard().isEmpty());
        }
    }
}
