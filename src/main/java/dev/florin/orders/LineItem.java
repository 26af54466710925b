package dev.florin.orders;

import org.jspecify.annotations.Nullable;

/**
 * One line of an order.
 *
 * @param quantity 1 or more
 * @param unitAmount minor units of the order's currency, 0 or more
 */
public record LineItem(@Nullable String sku, String name, int quantity, long unitAmount) {

    /** @throws ArithmeticException on overflow */
    long total() {
        return Math.multiplyExact(unitAmount, quantity);
    }
}
