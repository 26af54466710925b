package dev.florin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import dev.florin.journeys.MovableTime;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import dev.florin.webhooks.Receiver.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A merchant with a server that listens, under a clock that a test moves. */
@FlorinTest
@Import(MovableTime.Configuration.class)
abstract class WebhooksFixture {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    Webhooks webhooks;

    @Autowired
    MovableTime time;

    @Autowired
    JdbcClient jdbc;

    Tenant tenant;
    ApiClient api;
    Receiver receiver;

    @BeforeEach
    void merchant() {
        var keyed = MerchantFixture.merchant(merchants);
        tenant = keyed.tenant();
        api = new ApiClient(port, keyed.keyId(), keyed.secret());
        receiver = new Receiver();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    Reply endpoint(Receiver at, String... events) {
        String names = events.length == 0 ? "*" : String.join("\",\"", events);
        Reply made = api.post("/webhook-endpoints", """
                {"url":"%s","events":["%s"]}""".formatted(at.url(), names));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made;
    }

    /** By the public verifier; which would not believe the time of day of our clock. */
    static void assertSigned(String secret, Heard heard) throws Exception {
        assertThat(heard.header("webhook-signature").split(" "))
                .contains(new Webhook(secret)
                        .sign(
                                heard.header("webhook-id"),
                                Long.parseLong(heard.header("webhook-timestamp")),
                                heard.body()));
    }

    /** Has something happen. @return the id of what it happened to */
    UUID happens(EventName name) {
        UUID payment = TypeId.next();
        webhooks.announce(tenant, List.of(happening(name, payment, 1)));
        return payment;
    }

    Happening happening(EventName name, UUID payment, int sequence) {
        String id = TypeId.format("pay", payment);
        return new Happening(
                name, "payment", payment, id, sequence, Instant.now(), Map.of("id", id, "object", "payment"));
    }

    /** The newest delivery, as soon as it is of this status. */
    Reply awaitDelivery(String status) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !newest().isEmpty() && delivery().text("status").equals(status));
        return delivery();
    }

    /** The newest delivery, as soon as it was sent so often. */
    Reply awaitAttempts(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !newest().isEmpty() && delivery().number("attempt_count") == count);
        return delivery();
    }

    Reply delivery() {
        return api.get("/webhooks/" + newest());
    }

    private String newest() {
        return api.get("/webhooks?limit=1").body().at("/data/0/id").asString("");
    }
}
