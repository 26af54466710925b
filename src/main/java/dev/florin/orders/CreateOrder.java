package dev.florin.orders;

import dev.florin.kernel.Money;
import dev.florin.kernel.Rejection;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an order.
 *
 * @param amount more than zero, at most {@link Money#MAX_MINOR}; equal to the sum of the line items where there are any
 * @param expiresIn 60 seconds to 30 days
 * @param returnUrl where the customer goes on after paying
 */
public record CreateOrder(
        Money amount,
        @Nullable String receipt,
        List<LineItem> lineItems,
        CaptureMode capture,
        Duration expiresIn,
        Customer customer,
        @Nullable String returnUrl,
        Map<String, String> metadata) {

    /** How long an order can be paid when the merchant says nothing. */
    public static final Duration DEFAULT_EXPIRY = Duration.ofMinutes(15);

    /** An order for an amount and nothing else. */
    public static CreateOrder of(Money amount) {
        return new CreateOrder(
                amount, null, List.of(), CaptureMode.AUTOMATIC, DEFAULT_EXPIRY, Customer.UNKNOWN, null, Map.of());
    }

    /**
     * The amount of an order: the one given, the sum of its line items, or both if they agree.
     *
     * @throws Rejection if neither is given, they differ, or the sum is out of bounds
     */
    static Money amount(@Nullable Long given, Currency currency, List<LineItem> lineItems) {
        if (lineItems.isEmpty()) {
            if (given == null) {
                throw new AmountMissing();
            }
            return new Money(given, currency);
        }
        Money sum = new Money(sum(lineItems), currency);
        if (given != null && given != sum.minor()) {
            throw new AmountDiffers(new Money(given, currency), sum);
        }
        if (!sum.isPositive() || sum.minor() > Money.MAX_MINOR) {
            throw new SumOutOfBounds();
        }
        return sum;
    }

    private static long sum(List<LineItem> lineItems) {
        try {
            return lineItems.stream().mapToLong(LineItem::total).reduce(0, Math::addExact);
        } catch (ArithmeticException e) {
            throw new SumOutOfBounds();
        }
    }

    static final class AmountMissing extends Rejection {
        AmountMissing() {
            super(Kind.INVALID, "amount_missing", "Send 'amount' in minor units, or 'line_items' to sum up.", "amount");
        }
    }

    static final class AmountDiffers extends Rejection {
        AmountDiffers(Money given, Money sum) {
            super(
                    Kind.INVALID,
                    "amount_mismatch",
                    "The line items sum to %s (%d), but 'amount' is %s (%d). Leave 'amount' out or make them equal."
                            .formatted(sum, sum.minor(), given, given.minor()),
                    "amount");
        }
    }

    static final class SumOutOfBounds extends Rejection {
        SumOutOfBounds() {
            super(
                    Kind.INVALID,
                    "amount_out_of_bounds",
                    "The line items must sum to between 1 and %d minor units.".formatted(Money.MAX_MINOR),
                    "line_items");
        }
    }
}
