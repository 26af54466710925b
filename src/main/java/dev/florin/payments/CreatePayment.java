package dev.florin.payments;

import dev.florin.gateways.Instrument.UpiFlow;
import dev.florin.kernel.Money;
import dev.florin.orders.CaptureMode;
import dev.florin.orders.OrderId;
import dev.florin.vault.Card;
import dev.florin.vault.CardToken;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a payment.
 *
 * @param capture null to do as the order says
 * @param returnUrl where the customer goes on after a step at the issuer; null to do as the order says
 */
public record CreatePayment(
        Purpose purpose,
        Source source,
        @Nullable CaptureMode capture,
        @Nullable String description,
        @Nullable String returnUrl,
        Map<String, String> metadata) {

    /** What is paid. */
    public sealed interface Purpose {
        record ForOrder(OrderId order) implements Purpose {}

        /** An amount without an order: one is made for it. */
        record ForAmount(Money amount) implements Purpose {}
    }

    /** What it is paid with. */
    public sealed interface Source {
        record NewCard(Card card) implements Source {}

        /** @param cvc null to charge it without one */
        record StoredCard(CardToken token, @Nullable String cvc) implements Source {
            @Override
            public String toString() {
                return "StoredCard[%s]".formatted(token);
            }
        }

        /** @param vpa the payer's address, for {@link UpiFlow#COLLECT} and for nothing else */
        record Upi(UpiFlow flow, @Nullable String vpa) implements Source {}
    }
}
