package dev.florin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient.Reply;
import dev.florin.kernel.TypeId;
import dev.florin.webhooks.Receiver.Answer;
import dev.florin.webhooks.Receiver.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What does not arrive is sent again, by a schedule, until it has arrived or there is no use. */
class RedeliveryTests extends WebhooksFixture {

    /** What passes between an attempt and the look at when the next one is due. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    @Autowired
    Dispatch dispatch;

    @Test
    void whatFailsIsSentAgainFourTimesOverTwoHoursWithTheSameBytesAndId() {
        endpoint(receiver.answer(500));
        happens(EventName.PAYMENT_SUCCESS);
        awaitAttempts(1);
        List<Duration> pauses =
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMinutes(120));
        for (int i = 0; i < pauses.size(); i++) {
            Duration pause = pauses.get(i);
            assertThat(timeToNext())
                    .isBetween(
                            pause.multipliedBy(89).dividedBy(100),
                            pause.multipliedBy(11).dividedBy(10).plus(SLACK));
            time.pass(pause.multipliedBy(11).dividedBy(10).plus(SLACK));
            awaitAttempts(i + 2);
        }
        Reply given = awaitDelivery("failed");
        assertThat(given.body().path("next_attempt_at").isNull()).isTrue();
        assertThat(given.number("status_code")).isEqualTo(500);
        assertThat(given.body().path("attempts").size()).isEqualTo(5);
        assertThat(receiver.heard()).hasSize(5);
        assertThat(receiver.heard().stream().map(Heard::body).distinct()).hasSize(1);
        assertThat(receiver.heard().stream().map(h -> h.header("webhook-id")).distinct())
                .hasSize(1);
        assertThat(receiver.heard().stream()
                        .map(h -> h.header("webhook-timestamp"))
                        .distinct())
                .as("of each attempt")
                .hasSize(5);
    }

    @Test
    void whatArrivesInTheEndIsDelivered() {
        endpoint(receiver.answer(heard -> Answer.of(receiver.heard().size() < 2 ? 502 : 204)));
        happens(EventName.PAYMENT_SUCCESS);
        awaitAttempts(1);
        time.pass(Duration.ofSeconds(67));
        Reply delivery = awaitDelivery("delivered");
        assertThat(delivery.body().at("/attempts/0/status_code").asInt()).isEqualTo(502);
        assertThat(delivery.body().at("/attempts/1/status_code").asInt()).isEqualTo(204);
    }

    @Test
    void aRedirectIsAFailureAndNotFollowed() {
        try (Receiver elsewhere = new Receiver()) {
            endpoint(receiver.answer(_ -> Answer.of(302, "Location", elsewhere.url())));
            happens(EventName.PAYMENT_SUCCESS);
            assertThat(awaitAttempts(1).text("status")).isEqualTo("pending");
            assertThat(elsewhere.heard()).isEmpty();
        }
    }

    @Test
    void anEndpointThatIsGoneIsDisabled() {
        String id = endpoint(receiver.answer(410)).text("id");
        happens(EventName.PAYMENT_SUCCESS);
        assertThat(awaitDelivery("failed").number("attempt_count")).isEqualTo(1);
        await().atMost(PATIENCE)
                .until(() -> api.get("/webhook-endpoints/" + id)
                        .text("disabled_reason")
                        .equals("gone"));
        Reply endpoint = api.get("/webhook-endpoints/" + id);
        assertThat(endpoint.body().path("enabled").asBoolean()).isFalse();

        Reply enabled = api.patch("/webhook-endpoints/" + id, "{\"enabled\":true}");
        assertThat(enabled.body().path("disabled_reason").isNull()).isTrue();
    }

    @Test
    void anEndpointThatAsksForTimeGetsIt() {
        endpoint(receiver.answer(_ -> Answer.of(429, "Retry-After", "7200")));
        happens(EventName.PAYMENT_SUCCESS);
        awaitAttempts(1);
        assertThat(timeToNext()).isBetween(Duration.ofSeconds(7190), Duration.ofSeconds(7201));
    }

    @Test
    void anEndpointThatTakesNothingForFiveDaysIsDisabled() {
        String id = endpoint(receiver.answer(500)).text("id");
        happens(EventName.PAYMENT_SUCCESS);
        awaitAttempts(1);
        time.pass(Duration.ofDays(4));
        awaitAttempts(2);
        assertThat(api.get("/webhook-endpoints/" + id).body().path("enabled").asBoolean())
                .isTrue();
        assertThat(api.get("/webhook-endpoints/" + id).number("failing_since")).isPositive();

        time.pass(Duration.ofDays(1).plusMinutes(1));
        await().atMost(PATIENCE)
                .until(() -> api.get("/webhook-endpoints/" + id)
                        .text("disabled_reason")
                        .equals("failing"));
        Reply given = awaitDelivery("failed");
        assertThat(given.text("error")).contains("disabled");
    }

    @Test
    void aSuccessInBetweenBeginsTheFiveDaysAnew() {
        String id = endpoint(receiver.answer(500)).text("id");
        happens(EventName.PAYMENT_SUCCESS);
        awaitAttempts(1);
        time.pass(Duration.ofDays(4));
        receiver.answer(200);
        awaitDelivery("delivered");
        await().atMost(PATIENCE)
                .until(() -> api.get("/webhook-endpoints/" + id)
                        .body()
                        .path("failing_since")
                        .isNull());
        receiver.answer(500);
        time.pass(Duration.ofDays(2));
        happens(EventName.PAYMENT_FAILED);
        awaitAttempts(1);
        assertThat(api.get("/webhook-endpoints/" + id).body().path("enabled").asBoolean())
                .isTrue();
    }

    @Test
    void whatAnInstanceLeftBehindIsTakenUpWhenItsLeaseIsOver() {
        endpoint(receiver);
        dispatch.stop(); // as if it had died between the commit and the first attempt
        happens(EventName.PAYMENT_SUCCESS);
        dispatch.start();
        assertThat(receiver.heard()).isEmpty();
        assertThat(delivery().text("status")).isEqualTo("pending");

        time.pass(Dispatch.LEASE.plusSeconds(1));
        assertThat(awaitDelivery("delivered").number("attempt_count")).isEqualTo(1);
    }

    @Test
    void aMerchantHasADeliverySentAgain() {
        endpoint(receiver);
        happens(EventName.PAYMENT_SUCCESS);
        String id = awaitDelivery("delivered").text("id");
        Reply begun = api.post("/webhooks/" + id + "/retry", "", "Idempotency-Key", "again");
        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> receiver.heard().size() == 2);
        assertThat(api.post("/webhooks/" + id + "/retry", "", "Idempotency-Key", "again")
                        .raw()
                        .headers()
                        .firstValue("Idempotent-Replayed"))
                .contains("true");
        awaitAttempts(2);
        awaitDelivery("delivered");
        assertThat(receiver.heard()).hasSize(2);
        assertThat(receiver.heard().getFirst().body())
                .isEqualTo(receiver.heard().getLast().body());
    }

    @Test
    void whatHasFailedIsReplayed() {
        String id = endpoint(receiver.answer(410)).text("id");
        happens(EventName.PAYMENT_SUCCESS);
        happens(EventName.PAYMENT_FAILED);
        await().atMost(PATIENCE)
                .until(() ->
                        api.get("/webhooks?status=failed").body().path("data").size() == 2);
        receiver.answer(200);
        assertThat(api.post("/webhook-endpoints/" + id + "/replay", "{\"since\":0}")
                        .text("code"))
                .isEqualTo("webhook_endpoint_disabled");
        api.patch("/webhook-endpoints/" + id, "{\"enabled\":true}");

        long tomorrow = Instant.now().plusSeconds(999_999_999).getEpochSecond();
        assertThat(api.post("/webhook-endpoints/" + id + "/replay", "{\"since\":%d}".formatted(tomorrow))
                        .number("count"))
                .isZero();
        assertThat(api.post("/webhook-endpoints/" + id + "/replay", "{\"since\":0}")
                        .number("count"))
                .isEqualTo(2);
        await().atMost(PATIENCE)
                .until(() -> api.get("/webhooks?status=delivered")
                                .body()
                                .path("data")
                                .size()
                        == 2);
    }

    @Test
    void anEndpointThatKeepsFailingIsLeftAloneAndTriedWithASingleDelivery() {
        String id = endpoint(receiver.answer(500)).text("id");
        for (int i = 0; i < Breaker.THRESHOLD + 5; i++) {
            happens(EventName.PAYMENT_SUCCESS);
        }
        await().atMost(PATIENCE).until(() -> paused(id));
        int before = receiver.heard().size();
        happens(EventName.PAYMENT_FAILED);
        time.pass(Duration.ofSeconds(70)); // the first pause is over, and so is that of all deliveries
        await().atMost(PATIENCE).until(() -> receiver.heard().size() > before);
        assertThat(receiver.heard()).as("one trial").hasSize(before + 1);
        time.pass(Duration.ofSeconds(3));
        assertThat(receiver.heard()).as("the next comes after ten seconds").hasSize(before + 1);

        receiver.answer(200);
        time.pass(Duration.ofMinutes(10));
        await().atMost(PATIENCE)
                .until(() ->
                        api.get("/webhooks?status=pending").body().path("data").isEmpty());
        assertThat(paused(id)).isFalse();
    }

    @Test
    void theLogShowsNoCardNumbers() {
        endpoint(receiver.answer(_ -> new Answer(200, Map.of("X-Card", "5555555555554444"), """
                {"card":"4242424242424242","cvc":"123"}\0""")));
        UUID payment = UUID.randomUUID();
        webhooks.announce(
                tenant,
                List.of(new Happening(
                        EventName.PAYMENT_SUCCESS,
                        "payment",
                        payment,
                        "pay_x",
                        1,
                        Instant.now(),
                        Map.of("metadata", Map.of("note", "4000 0000 0000 0002")))));
        Reply delivery = awaitDelivery("delivered");
        assertThat(delivery.body().toString())
                .contains("424242******4242", "555555******4444", "400000******0002")
                .doesNotContain("4242424242424242", "5555555555554444", "4000 0000 0000 0002", "\"123\"");
        assertThat(receiver.heard().getFirst().body()).contains("4000 0000 0000 0002");
        assertThat(api.get("/events").body().toString()).doesNotContain("4000 0000 0000 0002");
    }

    @Test
    void theLogIsFiltered() {
        String id = endpoint(receiver).text("id");
        happens(EventName.PAYMENT_SUCCESS);
        UUID order = happens(EventName.ORDER_PAID);
        await().atMost(PATIENCE)
                .until(() -> api.get("/webhooks?status=delivered")
                                .body()
                                .path("data")
                                .size()
                        == 2);
        assertThat(api.get("/webhooks?event=order.paid").body().path("data").size())
                .isEqualTo(1);
        assertThat(api.get("/webhooks?endpoint=" + id).body().path("data").size())
                .isEqualTo(2);
        assertThat(api.get("/webhooks?endpoint=" + EndpointId.next())
                        .body()
                        .path("data")
                        .size())
                .isZero();
        assertThat(api.get("/webhooks?event=nothing").text("code")).isEqualTo("event_unknown");
        assertThat(api.get("/webhooks?limit=1").body().path("has_more").asBoolean())
                .isTrue();
        assertThat(api.get("/events?event=order.paid").body().path("data").size())
                .isEqualTo(1);
        String object = TypeId.format("pay", order);
        assertThat(api.get("/events?object_id=" + object).body().path("data").size())
                .isEqualTo(1);
        assertThat(api.get("/events?object_id=nothing").body().path("data").size())
                .isZero();
    }

    private boolean paused(String id) {
        return jdbc.sql("select paused_until is not null from webhooks.endpoint where id = ?")
                .param(EndpointId.of(id).value())
                .query(Boolean.class)
                .single();
    }

    private Duration timeToNext() {
        return Duration.between(
                time.instant(),
                Instant.ofEpochSecond(delivery().number("next_attempt_at")).plusSeconds(1));
    }
}
