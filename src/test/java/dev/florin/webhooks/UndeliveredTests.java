package dev.florin.webhooks;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.webhooks.Undelivered.Of;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Deliveries that were given up, as those who run Florin see them. */
class UndeliveredTests extends WebhooksFixture {

    @Autowired
    Undelivered undelivered;

    @Test
    void whatWasGivenUpIsCountedByEndpointAndListedNewestFirst() {
        EndpointId endpoint = endpoint();
        DeliveryId first = givenUp(tenant, endpoint);
        DeliveryId second = givenUp(tenant, endpoint);
        var other = new Tenant(merchants.create("Lamp").id(), true);
        DeliveryId third = givenUp(other, new EndpointId(UUID.randomUUID()));

        assertThat(undelivered.byEndpoint())
                .anySatisfy(one -> {
                    assertThat(one.tenant()).isEqualTo(tenant);
                    assertThat(one.number()).isEqualTo(2);
                    assertThat(one.url()).isEqualTo(receiver.url());
                    assertThat(one.enabled()).isTrue();
                })
                .anySatisfy(one -> {
                    assertThat(one.tenant()).isEqualTo(other);
                    assertThat(one.number()).isEqualTo(1);
                    assertThat(one.url()).isNull();
                });
        assertThat(undelivered.list(null, PageQuery.first(2)).data())
                .extracting(DeliveryView::id)
                .containsExactly(third, second);
        assertThat(undelivered
                        .list(new Of(tenant, endpoint), PageQuery.first(10))
                        .data())
                .extracting(DeliveryView::id)
                .containsExactly(second, first);
        assertThat(undelivered.count()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void whatIsSentAgainArrives() {
        EndpointId endpoint = endpoint();
        givenUp(tenant, endpoint);

        assertThat(undelivered.resend(tenant, endpoint)).isEqualTo(1);
        assertThat(undelivered.resend(tenant, endpoint)).isZero();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(jdbc.sql("select status from webhooks.delivery where endpoint_id = ?")
                                .param(endpoint.value())
                                .query(String.class)
                                .single())
                        .isEqualTo("delivered"));
    }

    private EndpointId endpoint() {
        return EndpointId.of(endpoint(receiver).body().get("id").asString());
    }

    private DeliveryId givenUp(Tenant whose, EndpointId endpoint) {
        DeliveryId id = DeliveryId.next();
        UUID event = TypeId.next();
        var now = time.instant().atOffset(UTC);
        jdbc.sql("""
                insert into webhooks.event (merchant_id, id, livemode, name, object_type, object_id, sequence, at, body,
                    created_at)
                values (?, ?, ?, 'order.paid', 'order', ?, 1, ?, '{}', ?)
                """)
                .params(whose.merchant(), event, whose.live(), UUID.randomUUID(), now, now)
                .update();
        jdbc.sql("""
                insert into webhooks.delivery (merchant_id, id, livemode, event_id, event, endpoint_id, status, attempts,
                    created_at)
                values (?, ?, ?, ?, 'order.paid', ?, 'failed', 5, ?)
                """)
                .params(whose.merchant(), id.value(), whose.live(), event, endpoint.value(), now)
                .update();
        return id;
    }
}
