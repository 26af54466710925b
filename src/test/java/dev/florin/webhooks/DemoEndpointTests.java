package dev.florin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.merchants.DemoMerchant;
import dev.florin.webhooks.EndpointView.DisabledReason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The demo merchant is told at the sample receiver's address, under the secret that everyone knows. */
@TestPropertySource(
        properties = {
            "florin.webhooks.demo-url=http://localhost:9/webhooks",
            "florin.webhooks.test-schedule=true",
            "florin.webhooks.remembered=1s"
        })
class DemoEndpointTests extends WebhooksFixture {

    @Autowired
    DemoEndpoint demo;

    @Autowired
    Subscriptions subscriptions;

    @Autowired
    HealthRepository health;

    @Autowired
    WebhooksProperties properties;

    @Test
    void theDemoMerchantHasAnEndpointFromTheStart() {
        demo.make();
        assertThat(new ApiClient(port)
                        .get("/webhook-endpoints")
                        .body()
                        .at("/data/0/url")
                        .asString())
                .isEqualTo("http://localhost:9/webhooks");
        assertThat(subscriptions
                        .find(DemoMerchant.TENANT, DemoEndpoint.ID)
                        .orElseThrow()
                        .secrets()
                        .open())
                .containsExactly(DemoEndpoint.SECRET);
    }

    @Test
    void whenNobodyHasListenedForDaysItIsEnabledAtTheNextStart() {
        health.disable(DemoMerchant.TENANT, DemoEndpoint.ID, DisabledReason.FAILING);
        demo.make();
        assertThat(new ApiClient(port)
                        .get("/webhook-endpoints/" + DemoEndpoint.ID)
                        .body()
                        .path("enabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aTestHasAScheduleOfItsOwn() {
        assertThat(properties.retryIntervals()).isEqualTo(WebhooksProperties.TEST_INTERVALS);
    }

    @Test
    void anEndpointIsAnsweredWhenNobodyGoesByWhatWasBefore() {
        assertThat(subscriptions.of(tenant)).isEmpty();
        long begun = System.nanoTime();
        endpoint(receiver);
        assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);
    }

    @Test
    void whatComesOfAttemptsIsCounted() throws Exception {
        endpoint(receiver);
        happens(EventName.PAYMENT_SUCCESS);
        awaitDelivery("delivered");
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"));
        try (var http = HttpClient.newHttpClient()) {
            String metrics = http.send(request.build(), BodyHandlers.ofString()).body();
            assertThat(metrics)
                    .contains("florin_webhooks_deliveries_total{result=\"delivered\"")
                    .contains("florin_webhooks_backlog")
                    .contains("florin_webhooks_in_flight");
        }
    }
}
