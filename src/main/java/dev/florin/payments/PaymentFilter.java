package dev.florin.payments;

import dev.florin.orders.OrderId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which payments a list shows. Null means any.
 *
 * @param statuses one of these; none means any
 * @param method {@code card} or {@code upi}
 * @param amountFrom in whole units of each payment's own currency, as {@code 12.50}
 * @param amountTo likewise, inclusive
 * @param errorCode why they failed
 * @param brand of the card, as {@link dev.florin.vault.CardView#brand} has it
 * @param last4 the last four digits of the card
 * @param createdBefore exclusive
 */
public record PaymentFilter(
        Set<PaymentStatus> statuses,
        @Nullable String method,
        @Nullable OrderId order,
        @Nullable Currency currency,
        @Nullable BigDecimal amountFrom,
        @Nullable BigDecimal amountTo,
        @Nullable String errorCode,
        @Nullable String brand,
        @Nullable String last4,
        @Nullable Instant createdFrom,
        @Nullable Instant createdBefore) {

    public static final PaymentFilter ANY =
            new PaymentFilter(Set.of(), null, null, null, null, null, null, null, null, null, null);

    public PaymentFilter {
        statuses = Set.copyOf(statuses);
    }

    /** The payments of an order. */
    public static PaymentFilter of(OrderId order) {
        return new PaymentFilter(Set.of(), null, order, null, null, null, null, null, null, null, null);
    }

    /** The payments with a card, of an amount in whole units of whatever currency. */
    public static PaymentFilter of(String last4, @Nullable BigDecimal amount) {
        return new PaymentFilter(Set.of(), null, null, null, amount, amount, null, null, last4, null, null);
    }
}
