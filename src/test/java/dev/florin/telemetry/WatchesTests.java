package dev.florin.telemetry;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.alerts.Alert;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import dev.florin.gateways.GatewayId;
import dev.florin.gateways.GatewaySwitches;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What the watches of the modules see, in a Florin in which it happens. */
@FlorinTest
@TestPropertySource(properties = "florin.gateways.sandbox.serves-live=true")
class WatchesTests {

    @LocalServerPort
    private int port;

    @Autowired
    Map<String, Watch> watches;

    @Autowired
    GatewaySwitches switches;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    InstantSource clock;

    @Test
    void aFlorinThatIsWellHasNoAlerts() {
        new ApiClient(port).pay("4242424242424242");
        assertThat(watches.entrySet())
                .hasSizeGreaterThanOrEqualTo(8)
                .filteredOn(watch -> !watch.getKey().equals("roomWatch")) // the machine's disk is not ours
                .allSatisfy(watch ->
                        assertThat(watch.getValue().look()).as(watch.getKey()).isEmpty());
    }

    @Test
    void anOpenCircuitIsCriticalAndOneThatAPersonHoldsIsAWarning() {
        var sandbox = new GatewayId("sandbox");
        switches.hold(sandbox);
        try {
            assertThat(look("gatewaysWatch")).singleElement().satisfies(alert -> {
                assertThat(alert.name()).isEqualTo("gateway-held");
                assertThat(alert.severity()).isEqualTo(Severity.WARNING);
            });
        } finally {
            switches.release(sandbox);
        }
        jdbc.sql("""
                insert into gateways.health (gateway, instance, at, circuit, calls, failures)
                values ('acme', 'elsewhere/1', :now, 'open', 40, 30)
                """)
                .param("now", clock.instant().plusSeconds(20).atOffset(UTC))
                .update();
        try {
            assertThat(look("gatewaysWatch"))
                    .filteredOn(alert -> alert.key().equals("acme"))
                    .extracting(Alert::name)
                    .containsExactlyInAnyOrder("gateway-failing", "gateway-open");
        } finally {
            jdbc.sql("delete from gateways.health where gateway = 'acme'").update();
        }
    }

    @Test
    void moreThanAFifthOfTheLivePaymentsFailing() {
        paid(15, "authorized", true);
        paid(4, "failed", true);
        paid(30, "failed", false);
        assertThat(look("declinesWatch"))
                .as("of 19 nothing can be said, and tests do not count")
                .isEmpty();
        paid(1, "failed", true);
        assertThat(look("declinesWatch")).singleElement().satisfies(alert -> {
            assertThat(alert.key()).isEqualTo("acme");
            assertThat(alert.summary()).contains("25 %", "insufficient_funds");
        });
        jdbc.sql("update payments.event set stored_at = stored_at - interval '16 minutes' where merchant_id = ?")
                .param(MERCHANT)
                .update();
        assertThat(look("declinesWatch")).isEmpty();
    }

    private static final UUID MERCHANT = UUID.randomUUID();

    /** Rows as a payment leaves them, as far as the watch looks. */
    private void paid(int number, String event, boolean live) {
        for (int i = 0; i < number; i++) {
            UUID id = UUID.randomUUID();
            jdbc.sql("""
                    insert into payments.payment (merchant_id, id, livemode, order_id, status, previous_status, amount,
                        currency, capture, method, upi_flow, gateway, description, metadata, created_at, version)
                    values (:merchant, :id, :live, :id, 'pending', 'pending', 100, 'INR', 'automatic', 'upi', 'qr', 'acme',
                        '', '{}', :now, 1)
                    """)
                    .param("merchant", MERCHANT)
                    .param("id", id)
                    .param("live", live)
                    .param("now", clock.instant().atOffset(UTC))
                    .update();
            jdbc.sql("""
                    insert into payments.event (merchant_id, payment_id, seq, type, data, at)
                    values (:merchant, :id, 1, :type, '{"code": "insufficient_funds"}', :now)
                    """)
                    .param("merchant", MERCHANT)
                    .param("id", id)
                    .param("type", event)
                    .param("now", clock.instant().atOffset(UTC))
                    .update();
        }
    }

    private List<Alert> look(String watch) {
        return Objects.requireNonNull(watches.get(watch)).look();
    }
}
