package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.gateways.sandbox.SandboxProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Customers watch the pages of their orders on one instance, and another one settles their payments. */
@DisabledOnOs(OS.WINDOWS)
class NewsAcrossInstancesTests {

    private static final int ORDERS = 15;
    private static final int TABS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(6);
    private static final Path HOME = Path.of("target/journeys/news").toAbsolutePath();

    /** As the statement for all viewers begins, and no other one. */
    private static final String GLANCE = "select p.merchant_id, p.livemode, p.order_id, p.id, p.status, p.version";

    @TempDir
    Path acquirers;

    @Test
    void whoWatchesHearsWhatAnotherInstanceDoesAndAllOfThemAreOneQueryASecond() throws Exception {
        Files.deleteIfExists(HOME.resolve("postgres/data/postgres.log"));
        try (var database =
                        SharedDatabase.start(HOME, "news", Map.of("log_statement", "all", "log_line_prefix", "%a:"));
                var acquirer = SandboxProcess.start(acquirers.resolve("facts.jsonl"), 0);
                var watched = database.launch("watched", acquirer, named("watched"));
                var working = database.launch("working", acquirer, named("working"))) {
            watched.awaitUp();
            ApiClient api = working.awaitUp().api();
            List<Reply> payments = new ArrayList<>();
            for (int i = 0; i < ORDERS; i++) {
                payments.add(pending(api));
            }
            List<Tab> tabs = payments.stream()
                    .flatMap(payment ->
                            IntStream.range(0, TABS).mapToObj(_ -> Tab.open(watched.port(), payment.text("order_id"))))
                    .toList();
            for (Tab tab : tabs) {
                assertThat(tab.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
            assertThat(viewers(watched)).isEqualTo(ORDERS * TABS);

            long before = glances(database, "watched");
            Thread.sleep(A_WHILE);
            assertThat(glances(database, "watched") - before)
                    .as("one a second for all of them")
                    .isBetween(2L, A_WHILE.toSeconds() + 1);
            assertThat(glances(database, "working")).as("where nobody watches").isZero();

            for (Reply payment : payments) {
                Reply voided = api.post("/payments/" + payment.text("id") + "/void", "{}", "Prefer", "wait=20");
                assertThat(voided.text("status")).as("%s", voided.body()).isEqualTo("cancelled");
            }
            for (Tab tab : tabs) {
                assertThat(tab.over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("%s", tab.heard)
                        .isTrue();
                assertThat(tab.heard).first().asString().contains("\"state\":\"requires_action\"");
                assertThat(tab.heard).last().asString().contains("\"state\":\"idle\"");
            }

            await().atMost(PATIENCE).until(() -> viewers(watched) == 0);
            long after = glances(database, "watched");
            Thread.sleep(A_WHILE);
            assertThat(glances(database, "watched") - after)
                    .as("once all have gone")
                    .isLessThanOrEqualTo(1);
        }
    }

    /** What a browser hears on the page of an order. */
    private record Tab(Queue<String> heard, CountDownLatch begun, CountDownLatch over) {

        static Tab open(int port, String order) {
            var tab = new Tab(new ConcurrentLinkedQueue<>(), new CountDownLatch(1), new CountDownLatch(1));
            Thread.ofVirtual().start(() -> tab.listen(port, order));
            return tab;
        }

        private void listen(int port, String order) {
            try (var lines = HttpClient.newHttpClient()
                    .send(request(port, "/checkout/" + order + "/events"), BodyHandlers.ofLines())
                    .body()) {
                lines.filter(line -> line.startsWith("data:")).forEach(line -> {
                    heard.add(line);
                    begun.countDown();
                });
                over.countDown();
            } catch (IOException | InterruptedException | RuntimeException e) {
                heard.add("broken: " + e);
            }
        }
    }

    private static String named(String instance) {
        return "--spring.datasource.hikari.data-source-properties.ApplicationName=" + instance;
    }

    /** A payment that waits for its customer. */
    private static Reply pending(ApiClient api) {
        Reply begun =
                api.post("/payments", "{\"amount\":50000,\"currency\":\"INR\",\"upi\":{\"vpa\":\"pending@upi\"}}");
        await().atMost(PATIENCE)
                .until(() ->
                        api.get("/payments/" + begun.text("id")).text("status").equals("requires_action"));
        return begun;
    }

    private static int viewers(FlorinJvm instance) throws IOException, InterruptedException {
        String metrics = HttpClient.newHttpClient()
                .send(request(instance.port(), "/actuator/prometheus"), BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("florin_checkout_viewers"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** How often an instance has asked for all of its viewers, by the database's word. */
    private static long glances(SharedDatabase database, String instance) {
        try {
            return Files.readString(database.log(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(instance + ":") && line.contains(GLANCE))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(PATIENCE)
                .build();
    }
}
