package dev.florin.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Instrument.UpiFlow;
import dev.florin.gateways.Outcome.Action;
import dev.florin.kernel.Money;
import dev.florin.orders.CaptureMode;
import dev.florin.orders.OrderId;
import dev.florin.payments.PaymentEvent.VoidReason;
import dev.florin.vault.CardToken;
import dev.florin.vault.CardView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written of an event is all of it, for good. */
class PaymentEventJsonTests {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123Z");
    private static final UUID ID = new UUID(1, 2);
    private static final Money AMOUNT = Money.of(50_000, "INR");

    private final PaymentEventJson json = new PaymentEventJson(PaymentEventJson.mapper());

    static List<PaymentEvent> events() {
        return List.of(
                initiated(new CardView(new CardToken(ID), "visa", "4242", 12, 2030, "fp"), null, null),
                initiated(null, UpiFlow.COLLECT, "success@upi"),
                new PaymentEvent.Accepted("txn_1", null, AT),
                new PaymentEvent.Accepted("txn_1", new Action(Action.Kind.REDIRECT, "https://issuer.example", AT), AT),
                new PaymentEvent.LeftOpen("no answer", AT),
                new PaymentEvent.Authorized("txn_1", "A1", AMOUNT, AT, AT),
                new PaymentEvent.CaptureRequested(ID, AMOUNT, true, AT),
                new PaymentEvent.Captured(ID, AMOUNT, true, AT),
                new PaymentEvent.CaptureRefused(ID, AMOUNT, "code", "message", AT),
                new PaymentEvent.VoidRequested(ID, VoidReason.EXPIRED, AT),
                new PaymentEvent.Voided(ID, AT),
                new PaymentEvent.VoidRefused(ID, "code", "message", AT),
                new PaymentEvent.Failed("code", "message", AT));
    }

    private static PaymentEvent initiated(@Nullable CardView card, @Nullable UpiFlow upi, @Nullable String vpa) {
        return new PaymentEvent.Initiated(
                new OrderId(ID),
                AMOUNT,
                CaptureMode.MANUAL,
                card,
                upi,
                vpa,
                new GatewayId("sandbox"),
                "Tea",
                "https://shop.example",
                Map.of("k", "v"),
                AT);
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatWasWrittenIsReadAgain(PaymentEvent event) {
        assertThat(json.read(json.type(event), json.write(event))).isEqualTo(event);
    }

    @Test
    void componentsAreWrittenAndNothingElse() {
        assertThat(json.write(new PaymentEvent.Captured(ID, AMOUNT, true, AT))).isEqualTo("""
                {"capture":"00000000-0000-0001-0000-000000000002","amount":{"minor":50000,"currency":"INR"},\
                "last":true,"at":"2026-03-01T10:00:00.123Z"}""");
    }
}
