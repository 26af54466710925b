package dev.florin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.telemetry.Scrape.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** The table in docs/operations.md, against what a collector reads. */
@FlorinTest
@TestPropertySource(properties = "florin.gateways.sandbox.serves-live=true")
class MetricsTests {

    @LocalServerPort
    private int port;

    @Test
    void theTableOfMetricsIsWhatACollectorReads() throws IOException {
        String payment = Journey.walk(new ApiClient(port), "http://localhost:9/");
        assertThat(payment).startsWith("pay_");
        System.gc(); // so that there is a pause to tell of
        Scrape scrape = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> Scrape.of(port),
                        read -> read.names().contains("florin_webhooks_attempts_seconds_count")
                                && read.names().contains("jvm_gc_pause_seconds_count")
                                && read.names().contains("florin_refunds_settled_total")
                                && read.names().contains("florin_gateways_callbacks_heard_total")
                                && !Double.isNaN(read.sum("florin_alerts_untold")));
        Files.writeString(Path.of("target/metrics.txt"), scrape.text());

        Map<String, Family> table = Operations.metrics().stream()
                .collect(Collectors.toMap(
                        Operations.Metric::name,
                        metric -> new Family(metric.type(), metric.tags()),
                        (_, last) -> last,
                        TreeMap::new));
        Map<String, Family> read = scrape.families();
        if (!Files.exists(Path.of("src/main/java/dev/florin/consistency"))) {
            table.keySet().removeIf(name -> name.startsWith("florin_consistency_"));
        }
        read.keySet().removeIf(name -> name.startsWith("florin_stuck_")); // there only when something is
        assertThat(only(read, true)).as("ours, each and none beside").isEqualTo(only(table, true));
        assertThat(read.entrySet())
                .as("others', as far as they are told of")
                .containsAll(only(table, false).entrySet());

        assertThat(scrape.sum("florin_payments_decided_total", "outcome=\"authorized\""))
                .isEqualTo(1);
        assertThat(scrape.sum("florin_payments_decided_total", "outcome=\"failed\"", "family=\"card\""))
                .isEqualTo(1);
        assertThat(scrape.sum("florin_payments_captures_total")).isEqualTo(1);
        assertThat(scrape.sum("florin_refunds_settled_total", "outcome=\"processed\""))
                .isEqualTo(1);
        assertThat(scrape.text()).as("nobody's business").doesNotContain("mer_").doesNotContain("pay_");
    }

    private static Map<String, Family> only(Map<String, Family> all, boolean ours) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("florin_") == ours)
                .filter(entry -> !all.containsKey(entry.getKey().replaceFirst("_max$", ""))
                        || !entry.getKey().endsWith("_max"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new));
    }
}
