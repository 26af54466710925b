package dev.florin.orders;

import org.jspecify.annotations.Nullable;

/** What the merchant told about who will pay; any of it may be missing. */
public record Customer(
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone) {

    public static final Customer UNKNOWN = new Customer(null, null, null);
}
