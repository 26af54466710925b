package dev.florin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient.Reply;
import dev.florin.kernel.TypeId;
import dev.florin.webhooks.Receiver.Heard;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** What happens is told, signed, to those who want to hear it, once if all goes well. */
class DeliveryTests extends WebhooksFixture {

    @Autowired
    TransactionOperations transactions;

    @Test
    void whatHappensIsToldAtOnceAndSignedAsThePublicVerifierWantsIt() throws Exception {
        String secret = endpoint(receiver).text("secret");
        UUID payment = happens(EventName.PAYMENT_SUCCESS);

        await().atMost(PATIENCE).until(() -> receiver.heard().size() == 1);

        Heard heard = receiver.heard().getFirst();
        assertSigned(secret, heard);
        assertThat(heard.header("x-webhook-signature"))
                .isEqualTo(new Secret(secret).signature(heard.body().getBytes()));
        assertThat(heard.header("x-webhook-event")).isEqualTo("payment.success");
        assertThat(heard.header("user-agent")).isEqualTo("Florin-Webhooks/1");
        assertThat(heard.header("content-type")).startsWith("application/json");
        var body = new JsonMapper().readTree(heard.body());
        assertThat(body.propertyNames()).containsExactly("id", "event", "timestamp", "api_version", "sequence", "data");
        assertThat(body.path("id").asString())
                .isEqualTo(heard.header("webhook-id"))
                .startsWith("evt_");
        assertThat(body.at("/data/payment/id").asString()).isEqualTo(TypeId.format("pay", payment));
        Reply delivery = awaitDelivery("delivered");
        assertThat(delivery.number("status_code")).isEqualTo(200);
        assertThat(delivery.body().at("/attempts/0/answer").asString()).isEqualTo("ok");
        assertThat(delivery.text("body")).isEqualTo(heard.body());
    }

    @Test
    void whatIsAnnouncedAgainIsNoEvent() {
        endpoint(receiver);
        var happening = happening(EventName.PAYMENT_CREATED, UUID.randomUUID(), 1);
        webhooks.announce(tenant, List.of(happening));
        webhooks.announce(tenant, List.of(happening, happening));

        awaitDelivery("delivered");
        assertThat(receiver.heard()).hasSize(1);
        assertThat(api.get("/events").body().path("data").size()).isEqualTo(1);
    }

    @Test
    void endpointsHearOnlyWhatTheyWant() {
        try (Receiver other = new Receiver()) {
            endpoint(receiver, "payment.failed", "order.paid");
            endpoint(other);
            happens(EventName.PAYMENT_SUCCESS);
            happens(EventName.ORDER_PAID);

            await().atMost(PATIENCE).until(() -> other.heard().size() == 2);
            await().atMost(PATIENCE).until(() -> receiver.heard().size() == 1);
            assertThat(receiver.heard().getFirst().header("x-webhook-event")).isEqualTo("order.paid");
        }
    }

    @Test
    void nothingIsToldOfWhatWasRolledBack() throws Exception {
        endpoint(receiver);
        transactions.executeWithoutResult(status -> {
            happens(EventName.PAYMENT_SUCCESS);
            status.setRollbackOnly();
        });
        transactions.executeWithoutResult(_ -> happens(EventName.PAYMENT_FAILED));

        await().atMost(PATIENCE).until(() -> !receiver.heard().isEmpty());
        Thread.sleep(Duration.ofMillis(300));
        assertThat(receiver.heard())
                .extracting(h -> h.header("x-webhook-event"))
                .containsExactly("payment.failed");
    }

    @Test
    void whatNoEndpointWantsIsNoEvent() {
        happens(EventName.PAYMENT_SUCCESS);
        endpoint(receiver, "payment.failed");
        happens(EventName.PAYMENT_SUCCESS);
        assertThat(api.get("/events").body().path("data").size()).isZero();
        assertThat(api.get("/webhooks").body().path("data").size()).isZero();
    }
}
