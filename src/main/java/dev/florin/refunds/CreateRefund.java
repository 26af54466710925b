package dev.florin.refunds;

import dev.florin.payments.PaymentId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * To give back what a payment brought in, or a part of it.
 *
 * @param amount in minor units of the payment's currency; null for all that is left
 * @param reason the merchant's, for people
 */
public record CreateRefund(
        PaymentId payment, @Nullable Long amount, @Nullable String reason, Map<String, String> metadata) {

    public CreateRefund {
        metadata = Map.copyOf(metadata);
    }
}
