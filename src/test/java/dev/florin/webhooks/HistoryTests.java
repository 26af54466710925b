package dev.florin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What was told is kept for a while, and what is still to be told until it is. */
class HistoryTests extends WebhooksFixture {

    @Autowired
    HistoryRepository history;

    @Test
    void whatIsOldAndOverGoes() {
        endpoint(receiver, "payment.success");
        endpoint(
                receiver.answer(heard ->
                        Receiver.Answer.of(heard.header("x-webhook-event").equals("payment.failed") ? 500 : 200)),
                "payment.failed");
        happens(EventName.PAYMENT_SUCCESS);
        happens(EventName.PAYMENT_FAILED);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(deliveries("delivered")).isEqualTo(1);
            assertThat(attempts()).isEqualTo(2);
        });

        history.deleteOlder(time.instant().minus(Duration.ofMinutes(1)), 1);
        assertThat(events()).isEqualTo(2);

        history.deleteOlder(time.instant().plusSeconds(1), 1);
        assertThat(deliveries("delivered")).isZero();
        assertThat(deliveries("pending")).isEqualTo(1);
        assertThat(events()).isEqualTo(1);
        assertThat(attempts()).isZero();
        assertThat(api.get("/queue/status").body().toString()).contains("{\"name\":\"webhooks\",\"pending\":1");
    }

    private int deliveries(String status) {
        return api.get("/webhooks?status=" + status).body().path("data").size();
    }

    private int events() {
        return api.get("/events").body().path("data").size();
    }

    private int attempts() {
        return jdbc.sql("select count(*) from webhooks.attempt where merchant_id = ?")
                .param(tenant.merchant())
                .query(Integer.class)
                .single();
    }
}
