package dev.florin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient.Reply;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.webhooks.Deliveries.DeliveryFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an endpoint did not take while it was down is sent again, and nothing else. */
class ReplayTests extends WebhooksFixture {

    @Autowired
    Replays replays;

    @Autowired
    ReplayRepository repository;

    @Autowired
    Deliveries deliveries;

    @Test
    void whatFailedIsSentAgainAndWhatArrivedIsNot() {
        EndpointId id = failing();
        UUID arrived = happens(EventName.PAYMENT_SUCCESS);
        awaitAttempts(1);
        List<UUID> failed = List.of(happens(EventName.PAYMENT_FAILED), happens(EventName.PAYMENT_CREATED));
        awaitHeard(3);
        jdbc.sql("""
                update webhooks.delivery d set status = case when e.object_id = ? then 'delivered' else 'failed' end,
                    next_attempt_at = null
                from webhooks.event e where e.id = d.event_id and d.merchant_id = ?
                """).params(arrived, tenant.merchant()).update();
        receiver.answer(200);

        ReplayView begun = replays.begin(tenant, id, null, Once.unkeyed());

        assertThat(begun.total()).isEqualTo(2);
        assertThat(begun.finishedAt()).isNull();
        await().atMost(PATIENCE)
                .until(() -> replays.latest(tenant, id).orElseThrow().finishedAt() != null && delivered() == 3);
        assertThat(replays.latest(tenant, id).orElseThrow().begun()).isEqualTo(2);
        assertThat(receiver.heard()).hasSize(5);
        assertThat(new HashSet<>(receiver.heard().subList(3, 5).stream()
                        .map(heard -> failed.stream()
                                .filter(object -> heard.body().contains(dev.florin.kernel.TypeId.format("pay", object)))
                                .findFirst()
                                .orElseThrow())
                        .toList()))
                .hasSize(2);
    }

    @Test
    void whatFailedBeforeTheTimeIsNotSentAgain() {
        EndpointId id = failing();
        happens(EventName.PAYMENT_SUCCESS);
        awaitAttempts(1);
        fail();

        ReplayView begun = replays.begin(tenant, id, time.instant().plusSeconds(5), Once.unkeyed());

        assertThat(begun.total()).isZero();
        await().atMost(PATIENCE)
                .until(() -> replays.latest(tenant, id).orElseThrow().finishedAt() != null);
        assertThat(receiver.heard()).hasSize(1);
    }

    @Test
    void aReplayGoesOnInPortionsWhereverItWasLeft() {
        EndpointId id = failing();
        for (int i = 0; i < 5; i++) {
            happens(EventName.PAYMENT_SUCCESS);
        }
        awaitHeard(5);
        fail();
        // Not by the façade, as its job would go on with it at once
        var replay =
                new ReplayView(dev.florin.kernel.TypeId.next(), tenant, id, null, 5, 0, Instant.now(), Instant.now());
        repository.insert(replay);
        Instant never = time.instant().plus(Duration.ofHours(1));

        assertThat(repository.step(replay, 2, never)).isEqualTo(2);
        fail();
        assertThat(repository.step(replay, 2, never)).isEqualTo(2);
        assertThat(repository.step(replay, 2, never)).isEqualTo(1);
        fail();
        assertThat(repository.step(replay, 2, never)).as("each once").isZero();
        assertThat(replays.latest(tenant, id).orElseThrow().begun()).isEqualTo(5);
        repository.finish(replay, Instant.now());
        assertThat(repository.step(replay, 2, never)).isZero();
    }

    @Test
    void oneReplayAtATime() {
        EndpointId id = failing();
        repository.insert(new ReplayView(
                dev.florin.kernel.TypeId.next(),
                tenant,
                id,
                null,
                1,
                0,
                Instant.now().plusSeconds(600),
                null));
        assertThat(repository.insert(
                        new ReplayView(dev.florin.kernel.TypeId.next(), tenant, id, null, 1, 0, Instant.now(), null)))
                .isFalse();
    }

    @Test
    void aDisabledEndpointIsNotReplayed() {
        EndpointId id = failing();
        api.patch("/webhook-endpoints/" + id, "{\"enabled\":false}");
        assertThatThrownBy(() -> replays.begin(tenant, id, null, Once.unkeyed()))
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.code()).isEqualTo("webhook_endpoint_disabled"));
    }

    @Test
    void deliveriesAreFoundByTheirStatus() {
        EndpointId id = failing();
        happens(EventName.PAYMENT_SUCCESS);
        awaitAttempts(1);
        fail();
        for (DeliveryStatus status : DeliveryStatus.values()) {
            var filter = new DeliveryFilter(status, null, id, null, null);
            assertThat(deliveries
                            .search(tenant, filter, PageQuery.first(10))
                            .page()
                            .data())
                    .hasSize(status == DeliveryStatus.FAILED ? 1 : 0);
        }
        var other = new DeliveryFilter(null, EventName.REFUND_CREATED, null, null, null);
        assertThat(deliveries.search(tenant, other, PageQuery.first(10)).page().data())
                .isEmpty();
    }

    @Test
    void aSecretThatCannotBeOpenedFailsDeliveriesAndNoPayment() {
        EndpointId id = failing();
        receiver.answer(200);
        jdbc.sql("update webhooks.endpoint set secret = '\\x00' where id = ?")
                .param(id.value())
                .update();
        jdbc.sql("update webhooks.revision set revision = revision + 1").update();

        Reply paid = api.pay("4242424242424242");

        assertThat(paid.text("status")).isEqualTo("captured");
        await().atMost(PATIENCE).until(() -> delivery().text("error").contains("signing secret cannot be opened"));
        assertThat(receiver.heard()).isEmpty();
        api.post("/webhook-endpoints/" + id + "/rotate-secret", "");
        jdbc.sql("update webhooks.endpoint set previous_secret = null where id = ?")
                .param(id.value())
                .update();
        jdbc.sql("update webhooks.revision set revision = revision + 1").update();
        await().atMost(PATIENCE).until(() -> {
            api.post("/webhook-endpoints/" + id + "/test", "");
            return !receiver.heard().isEmpty();
        });
    }

    private EndpointId failing() {
        return EndpointId.of(endpoint(receiver.answer(500)).text("id"));
    }

    private void awaitHeard(int count) {
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select coalesce(sum(attempts), 0) from webhooks.delivery where merchant_id = ?")
                                .param(tenant.merchant())
                                .query(Integer.class)
                                .single()
                        == count);
    }

    private void fail() {
        jdbc.sql("update webhooks.delivery set status = 'failed', next_attempt_at = null where merchant_id = ?")
                .param(tenant.merchant())
                .update();
    }

    private int delivered() {
        return jdbc.sql("select count(*) from webhooks.delivery where merchant_id = ? and status = 'delivered'")
                .param(tenant.merchant())
                .query(Integer.class)
                .single();
    }
}
