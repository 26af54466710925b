package dev.florin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@FlorinTest
class QueueStatusTests {

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    MerchantFixture.Keyed merchant;
    ApiClient api;

    @BeforeEach
    void merchant() {
        merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
    }

    @Test
    void whatWaitsIsCountedUntilItIsDone() {
        api.post(
                "/payments",
                "{\"amount\":500,\"currency\":\"INR\",\"upi\":{\"vpa\":\"pending@upi\"}}",
                "Prefer",
                "wait=5");
        assertThat(queue(api, "payments").get("pending").asInt()).isEqualTo(1);
        assertThat(queue(api, "payments").get("oldest_since").asLong()).isPositive();
        var stranger = MerchantFixture.merchant(merchants);
        assertThat(queue(new ApiClient(port, stranger.keyId(), stranger.secret()), "payments")
                        .get("pending")
                        .asInt())
                .isZero();
        String payment = api.get("/payments").body().at("/data/0/id").asString();
        api.post("/payments/" + payment + "/void", "{}", "Prefer", "wait=10");
        assertThat(queue(api, "payments").get("pending").asInt()).isZero();
        assertThat(queue(api, "payments").get("oldest_since").isNull()).isTrue();
    }

    @Test
    void jobsTellWhenTheyRan() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var status = api.get("/test/jobs/status");
            assertThat(status.text("worker_status")).as("%s", status.body()).isEqualTo("running");
            assertThat(status.body().get("jobs").valueStream())
                    .filteredOn(job -> job.get("name").asString().equals("payments.resolve"))
                    .singleElement()
                    .satisfies(
                            job -> assertThat(job.path("last_success").asLong()).isPositive());
        });
    }

    @Test
    void jobsAreForTestModeAlone() {
        var live = merchants.issueKey(new Tenant(merchant.tenant().merchant(), true));
        assertThat(new ApiClient(port, live.keyId(), live.secret())
                        .get("/test/jobs/status")
                        .text("code"))
                .isEqualTo("test_mode_only");
    }

    private static JsonNode queue(ApiClient api, String name) {
        return api.get("/queue/status")
                .body()
                .get("queues")
                .valueStream()
                .filter(queue -> queue.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
