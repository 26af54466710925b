package dev.florin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.sun.net.httpserver.HttpServer;
import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.gateways.Callback;
import dev.florin.gateways.CallbackListener;
import dev.florin.payments.PaymentChanged;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the lines of a journey say of whom they are about, as ECS has them. */
@FlorinTest
@Import(LogsTests.Talkative.class)
class LogsTests {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(LogsTests.class);
    private static final String HTTP = "org.apache.hc.client5.http.impl.classic";

    /** What runs where payments, callbacks and jobs run, and says so. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Talkative {

        @Bean
        Listening listening() {
            return new Listening();
        }

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        CallbackListener talkativeListener() {
            return (Callback callback) -> {
                log.info("callback {}", callback.operation());
                return false;
            };
        }
    }

    static class Listening {
        @EventListener
        void on(PaymentChanged changed) {
            log.info("payment changed");
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    Environment environment;

    @Test
    void everyLineOfAJourneySaysWhoseItIs() throws Exception {
        Queue<JsonNode> lines = new ConcurrentLinkedQueue<>();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger("dev.florin.telemetry");
        Logger http = context.getLogger(HTTP);
        Level before = http.getLevel();
        var appender = appender(context, lines);
        root.addAppender(appender);
        http.addAppender(appender);
        http.setLevel(Level.DEBUG);
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        endpoint.start();
        try {
            var merchant = new ApiClient(port);
            merchant.post(
                    "/webhook-endpoints",
                    "{\"url\":\"http://localhost:%d/\"}"
                            .formatted(endpoint.getAddress().getPort()));
            ApiClient.Reply paid = merchant.pay("4242424242424242");
            String payment = paid.text("id");
            String request = paid.raw().headers().firstValue("Request-Id").orElseThrow();

            JsonNode changed = line(lines, line -> says(line, "payment changed") && line.has("payment"));
            assertThat(changed.path("request").asString()).isEqualTo(request);
            assertThat(changed.path("payment").asString()).isEqualTo(payment);
            assertThat(changed.path("merchant").asString()).startsWith("mer_");
            assertThat(changed.has("@timestamp")).as("ECS").isTrue();

            JsonNode callback = line(lines, line -> says(line, "callback"));
            assertThat(callback.path("payment").asString()).isEqualTo(payment);
            assertThat(callback.path("merchant")).isEqualTo(changed.path("merchant"));
            assertThat(callback.path("request").asString()).startsWith("req_").isNotEqualTo(request);

            JsonNode sent = line(lines, line -> line.has("delivery"));
            assertThat(sent.path("payment").asString()).isEqualTo(payment);
            assertThat(sent.path("merchant")).isEqualTo(changed.path("merchant"));
        } finally {
            root.detachAppender(appender);
            http.detachAppender(appender);
            http.setLevel(before);
            endpoint.stop(0);
        }
    }

    private static boolean says(JsonNode line, String text) {
        return line.path("message").asString().startsWith(text);
    }

    private static JsonNode line(Queue<JsonNode> lines, Predicate<JsonNode> that) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> lines.stream().filter(that).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    private AppenderBase<ILoggingEvent> appender(LoggerContext context, Queue<JsonNode> lines) {
        context.putObject(Environment.class.getName(), environment);
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        var json = new JsonMapper();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(json.readTree(new String(encoder.encode(event), StandardCharsets.UTF_8)));
            }
        };
        appender.setContext(context);
        appender.start();
        return appender;
    }
}
