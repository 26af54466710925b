package dev.florin.docs;

import org.jspecify.annotations.Nullable;

/**
 * A code that the API answers with. Once used, a code is for ever.
 *
 * @param status of the answer; null for what a payment or a refund failed of
 * @param meaning HTML
 * @param remedy HTML
 */
public record ErrorCode(String code, @Nullable Integer status, String meaning, String remedy) {}
