package dev.florin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.telemetry.Collector.Span;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One trace from a request to the webhooks that it brings about, as a collector gets it. */
@FlorinTest
class TracesTests {

    private static final Collector COLLECTOR = new Collector();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";

    @DynamicPropertySource
    static void tracing(DynamicPropertyRegistry properties) {
        properties.add("florin.tracing.endpoint", COLLECTOR::address);
        properties.add("florin.tracing.sampled", () -> "0");
        properties.add("florin.webhooks.remembered", () -> "0ms");
        // What a callback decides before the answer is here has a trace of its own
        properties.add("florin.sandbox.callbacks", () -> "asynchronous");
    }

    @AfterAll
    static void stop() {
        COLLECTOR.close();
    }

    @LocalServerPort
    private int port;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aTraceGoesFromTheRequestByTheAcquirerToTheWebhook() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            heard.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        endpoint.start();
        try {
            var merchant = new ApiClient(port);
            merchant.post(
                    "/webhook-endpoints",
                    "{\"url\":\"http://localhost:%d/\",\"events\":[\"payment.success\"]}"
                            .formatted(endpoint.getAddress().getPort()));
            ApiClient.Reply paid =
                    merchant.pay("4242424242424242", "traceparent", "00-%s-%s-01".formatted(TRACE, CALLER));
            assertThat(paid.status()).isEqualTo(201);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(byName())
                            .as("webhooks heard %s, all spans %s, events %s", heard, COLLECTOR.spans(), stored())
                            .containsKeys(
                                    "POST /api/v1/payments",
                                    "payment authorize",
                                    "acquirer sandbox",
                                    "webhook payment.success"));
            Map<String, Span> spans = byName();
            Span request = span(spans, "POST /api/v1/payments");
            Span step = span(spans, "payment authorize");
            Span call = span(spans, "acquirer sandbox");
            Span webhook = span(spans, "webhook payment.success");
            assertThat(spans.values()).extracting(Span::trace).containsOnly(TRACE);
            assertThat(request.parent()).as("the caller's").isEqualTo(CALLER);
            assertThat(step.parent()).isEqualTo(request.id());
            assertThat(call.parent()).isEqualTo(step.id());
            assertThat(webhook.parent()).isEqualTo(step.id());
            assertThat(request.notes())
                    .containsEntry("http.response.status_code", "201")
                    .containsEntry("florin.payment", paid.text("id"));
            assertThat(step.notes()).containsEntry("florin.payment", paid.text("id"));
            assertThat(call.notes()).containsEntry("florin.outcome", "approved");
            assertThat(heard).containsExactly("00-%s-%s-01".formatted(TRACE, webhook.id()));

            assertThat(COLLECTOR.said())
                    .as("nothing about the card, the secrets or what was said")
                    .doesNotContain("4242424242424242", "4242", ApiClient.SECRET, "whsec_", "\"amount\"", "2030");
        } finally {
            endpoint.stop(0);
        }
    }

    @Test
    void whatTheCallerDoesNotKeepIsNeitherSentNorStored() {
        var merchant = new ApiClient(port);
        int before = COLLECTOR.spans().size();
        String payment = merchant.pay(
                        "4242424242424242", "traceparent", "00-%s-%s-00".formatted("1".repeat(32), CALLER))
                .text("id");
        merchant.pay("4242424242424242", "traceparent", "nonsense");
        assertThat(payment).startsWith("pay_");
        await().pollDelay(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(5)).until(() -> true);
        assertThat(COLLECTOR.spans().subList(before, COLLECTOR.spans().size()))
                .extracting(Span::trace)
                .doesNotContain("1".repeat(32));
        assertThat(jdbc.sql("select count(*) from webhooks.event where traceparent like '00-1111%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** What events have in their rows. */
    private List<String> stored() {
        return jdbc.sql("select name || ' ' || coalesce(traceparent, 'none') from webhooks.event")
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    private static Map<String, Span> byName() {
        return COLLECTOR.spans().stream()
                .filter(span -> span.trace().equals(TRACE))
                .collect(Collectors.toMap(Span::name, span -> span, (first, _) -> first));
    }

    private static Span span(Map<String, Span> spans, String name) {
        return Objects.requireNonNull(spans.get(name), name);
    }
}
