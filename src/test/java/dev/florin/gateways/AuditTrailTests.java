package dev.florin.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.gateways.Instrument.Card;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole of Florin with the acquirer inside it, and exchanges in the database. */
@FlorinTest
class AuditTrailTests {

    @Autowired
    Gateways gateways;

    final Tenant tenant = new Tenant(TypeId.next(), false);

    @Test
    void exchangesAreKeptInTheirOrderAndFoundByTheirTenantAlone() {
        UUID subject = TypeId.next();
        Instant at = Instant.parse("2026-11-21T01:02:03.456789Z");
        List<Exchange> exchanges = List.of(
                new Exchange(at, Duration.ofMillis(30_000), "authorize", "{\"a\":1}", null, "timed out"),
                new Exchange(
                        at.plusSeconds(31), Duration.ofMillis(7), "inquire", "GET /v1", 200, "{\"quo\\\"te\": '€'}"));

        gateways.record(tenant, subject, new GatewayId("sandbox"), exchanges);
        gateways.record(tenant, subject, new GatewayId("sandbox"), List.of());

        assertThat(gateways.exchanges(tenant, subject)).isEqualTo(exchanges);
        assertThat(gateways.exchanges(new Tenant(tenant.merchant(), true), subject))
                .isEmpty();
        assertThat(gateways.exchanges(new Tenant(TypeId.next(), false), subject))
                .isEmpty();
    }

    @Test
    void theAcquirerInsideFlorinIsReachedWithoutAnySetup() {
        Card card = new Card("4242424242424242", 12, 2090, "123", null);
        var authorize =
                new Instruction.Authorize(tenant, TypeId.next(), Money.of(1000, "INR"), true, card, "Tea", null);

        Answer answer = gateways.execute(gateways.route(tenant), authorize);

        assertThat(answer.outcome()).isInstanceOf(Outcome.Approved.class);
    }
}
