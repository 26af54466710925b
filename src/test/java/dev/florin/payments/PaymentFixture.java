package dev.florin.payments;

import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Outcome.Approved;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.orders.CaptureMode;
import dev.florin.orders.OrderId;
import dev.florin.payments.PaymentEvent.Initiated;
import dev.florin.vault.CardToken;
import dev.florin.vault.CardView;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Payments in the states that tests need, reached as payments reach them. */
final class PaymentFixture {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final Tenant TENANT = new Tenant(new UUID(0, 1), false);
    static final Money AMOUNT = Money.of(50_000, "INR");

    private PaymentFixture() {}

    static Payment begun(CaptureMode capture) {
        var card = new CardView(new CardToken(new UUID(0, 2)), "visa", "4242", 12, 2030, "fp");
        return Payment.start(
                PaymentId.next(),
                TENANT,
                new Initiated(
                        OrderId.next(),
                        AMOUNT,
                        capture,
                        card,
                        null,
                        null,
                        new GatewayId("sandbox"),
                        "Tea",
                        null,
                        Map.of(),
                        NOW));
    }

    static Payment authorized() {
        Payment payment = begun(CaptureMode.MANUAL);
        payment.settle(new Approved("acq_1", "A1", AMOUNT), NOW);
        return payment;
    }

    static Money inr(long minor) {
        return Money.of(minor, "INR");
    }
}
