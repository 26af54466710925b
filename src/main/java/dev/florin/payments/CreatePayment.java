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

    /** Pays an order with the card of a customer who is here; what they typed is checked when the payment begins. */
    public static CreatePayment byCard(
            OrderId order,
            String number,
            int expMonth,
            int expYear,
            String cvc,
            @Nullable String holder,
            String returnUrl) {
        return of(order, new Source.NewCard(new Card(number, expMonth, expYear, cvc, holder)), returnUrl);
    }

    /** @param here true for a link to a UPI app on the customer's device, false for a code that another one scans */
    public static CreatePayment byUpi(OrderId order, boolean here, String returnUrl) {
        return of(order, new Source.Upi(here ? UpiFlow.INTENT : UpiFlow.QR, null), returnUrl);
    }

    /**
     * Pays an order by a request to the payer's address.
     *
     * @param vpa as {@link #isVpa} has it
     */
    public static CreatePayment byVpa(OrderId order, String vpa, String returnUrl) {
        return of(order, new Source.Upi(UpiFlow.COLLECT, vpa), returnUrl);
    }

    /** Whether a text is a UPI address such as {@code name@bank}. */
    public static boolean isVpa(String text) {
        return text.matches(CreatePaymentBody.VPA);
    }

    private static CreatePayment of(OrderId order, Source source, String returnUrl) {
        return new CreatePayment(new Purpose.ForOrder(order), source, null, null, returnUrl, Map.of());
    }

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
