package dev.florin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.MerchantFixture;
import dev.florin.webhooks.Receiver.Heard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class EndpointsControllerTests extends WebhooksFixture {

    @Autowired
    Subscriptions subscriptions;

    @Test
    void anEndpointShowsItsSecretOnce() {
        Reply made = endpoint(receiver, "payment.success");
        assertThat(made.text("secret")).startsWith("whsec_");
        assertThat(made.text("id")).startsWith("we_");
        Reply got = api.get("/webhook-endpoints/" + made.text("id"));
        assertThat(got.body().has("secret")).isFalse();
        assertThat(got.body().path("enabled").asBoolean()).isTrue();
        assertThat(got.body().at("/events/0").asString()).isEqualTo("payment.success");
        assertThat(api.get("/webhook-endpoints").body().at("/data/0")).isEqualTo(got.body());
    }

    @Test
    void aSecretIsNowhereInTheDatabase() {
        String body = "{\"url\":\"%s\"}".formatted(receiver.url());
        Reply made = api.post("/webhook-endpoints", body, "Idempotency-Key", "once");
        Reply again = api.post("/webhook-endpoints", body, "Idempotency-Key", "once");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("id")).isEqualTo(made.text("id"));
        assertThat(again.body().has("secret")).as("kept sealed or not at all").isFalse();
        assertThat(api.get("/webhook-endpoints").body().path("data").size()).isEqualTo(1);
        String secret = made.text("secret");
        for (String table : new String[] {"webhooks.endpoint", "web.idempotency_key"}) {
            assertThat(jdbc.sql("select t::text from %s t".formatted(table))
                            .query(String.class)
                            .list())
                    .noneMatch(row -> row.contains(secret)
                            || row.contains(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8))));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'url':'https://shop.example/','events':['payment.sucess']}|event_unknown|events",
                "{'url':'https://shop.example/','events':['*','nothing']}|event_unknown|events",
                "{'url':'https://shop.example/','events':[]}|size_invalid|events",
                "{'url':'ftp://shop.example/'}|url_refused|url",
                "{'url':'https://user:pw@shop.example/'}|url_refused|url",
                "{'url':'https://169.254.169.254/'}|url_refused|url",
                "{'url':'nonsense'}|url_refused|url",
                "{'events':['*']}|field_missing|url"
            })
    void whatCannotBeIsRefusedByName(String body, String code, String param) {
        Reply reply = api.post("/webhook-endpoints", body.replace('\'', '"'));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.text("param")).isEqualTo(param);
    }

    @Test
    void anUnknownEventIsToldWithTheKnownOnes() {
        assertThat(api.post("/webhook-endpoints", """
                {"url":"https://shop.example/","events":["payment.sucess"]}""").text("detail"))
                .contains("'payment.sucess'")
                .contains("payment.success, ");
    }

    @Test
    void aRotatedSecretSignsTogetherWithTheOldOneForADay() throws Exception {
        Reply made = endpoint(receiver);
        Reply rotated = api.post("/webhook-endpoints/" + made.text("id") + "/rotate-secret", "");
        assertThat(rotated.text("secret")).startsWith("whsec_").isNotEqualTo(made.text("secret"));

        happens(EventName.PAYMENT_SUCCESS);
        await().atMost(PATIENCE).until(() -> receiver.heard().size() == 1);
        Heard both = receiver.heard().getFirst();
        assertSigned(made.text("secret"), both);
        assertSigned(rotated.text("secret"), both);
        assertThat(both.header("webhook-signature").split(" ")).hasSize(2);

        time.pass(Duration.ofHours(24).plusSeconds(1));
        subscriptions.forget(tenant);
        happens(EventName.PAYMENT_SUCCESS);
        await().atMost(PATIENCE).until(() -> receiver.heard().size() == 2);
        Heard one = receiver.heard().getLast();
        assertThat(one.header("webhook-signature").split(" ")).hasSize(1);
        assertSigned(rotated.text("secret"), one);
        assertThat(one.header("x-webhook-signature-previous")).isEmpty();
    }

    @Test
    void anEndpointIsChangedDisabledAndDeleted() {
        String id = endpoint(receiver).text("id");
        Reply changed = api.patch("/webhook-endpoints/" + id, "{\"events\":[\"refund.failed\"],\"description\":\"x\"}");
        assertThat(changed.body().at("/events/0").asString()).isEqualTo("refund.failed");
        assertThat(changed.text("description")).isEqualTo("x");
        assertThat(changed.text("url")).isEqualTo(receiver.url());
        assertThat(subscriptions.of(tenant)).isNotEmpty();

        assertThat(api.patch("/webhook-endpoints/" + id, "{\"enabled\":false}")
                        .body()
                        .path("enabled")
                        .asBoolean())
                .isFalse();
        assertThat(subscriptions.of(tenant)).isEmpty();
        assertThat(api.post("/webhook-endpoints/" + id + "/test", "").text("code"))
                .isEqualTo("webhook_endpoint_disabled");
        assertThat(api.patch("/webhook-endpoints/" + id, "{\"url\":\"https://10.0.0.1:22.x/\"}")
                        .text("code"))
                .isEqualTo("url_refused");

        assertThat(api.delete("/webhook-endpoints/" + id).status()).isEqualTo(204);
        assertThat(api.get("/webhook-endpoints/" + id).status()).isEqualTo(404);
        assertThat(api.delete("/webhook-endpoints/" + id).status()).isEqualTo(404);
    }

    @Test
    void aTestIsSentWhateverTheEndpointWantsToHear() {
        String id = endpoint(receiver, "order.paid").text("id");
        Reply sent = api.post("/webhook-endpoints/" + id + "/test", "", "Idempotency-Key", "t");
        assertThat(sent.status()).isEqualTo(201);
        assertThat(api.post("/webhook-endpoints/" + id + "/test", "", "Idempotency-Key", "t")
                        .text("id"))
                .isEqualTo(sent.text("id"));
        awaitDelivery("delivered");
        assertThat(receiver.heard())
                .extracting(h -> h.header("x-webhook-event"))
                .containsExactly("webhook.test");
    }

    @Test
    void whileEndpointsComeAndGoNothingIsLostThatHappensAfterTheAnswer() {
        for (int i = 0; i < 5; i++) {
            // Somebody asks all the time, so that what is remembered is always as old as it may be
            var asking = CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 100; n++) {
                    subscriptions.of(tenant);
                }
            });
            String id = endpoint(receiver).text("id");
            int before = receiver.heard().size();
            happens(EventName.PAYMENT_SUCCESS);
            await().atMost(PATIENCE).until(() -> receiver.heard().size() == before + 1);
            asking.join();
            api.delete("/webhook-endpoints/" + id);
        }
    }

    @Test
    void anEndpointHearsOfItsOwnTenantAlone() throws Exception {
        endpoint(receiver);
        try (Receiver theirs = new Receiver()) {
            var live = merchants.issueKey(new Tenant(tenant.merchant(), true));
            endpoint(new ApiClient(port, live.keyId(), live.secret()), theirs);
            var other = MerchantFixture.merchant(merchants);
            endpoint(new ApiClient(port, other.keyId(), other.secret()), theirs);

            happens(EventName.PAYMENT_SUCCESS);
            await().atMost(PATIENCE).until(() -> receiver.heard().size() == 1);
            Thread.sleep(Duration.ofMillis(200));
            assertThat(theirs.heard()).isEmpty();
        }
    }

    @Test
    void thereIsALimit() {
        jdbc.sql("""
                insert into webhooks.endpoint (merchant_id, id, livemode, url, events, enabled, secret, created_at)
                select :merchant, gen_random_uuid(), false, 'https://shop.example', '{*}', false, '', now()
                from generate_series(1, 50)
                """).param("merchant", tenant.merchant()).update();
        Reply reply = api.post("/webhook-endpoints", "{\"url\":\"https://shop.example/\"}");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("code")).isEqualTo("too_many_webhook_endpoints");
    }

    private static void endpoint(ApiClient api, Receiver at) {
        assertThat(api.post("/webhook-endpoints", "{\"url\":\"%s\"}".formatted(at.url()))
                        .status())
                .isEqualTo(201);
    }
}
