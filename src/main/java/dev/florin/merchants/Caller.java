package dev.florin.merchants;

import dev.florin.kernel.Tenant;

/**
 * Who is calling the API.
 *
 * @param keyId {@code key_test_…} or {@code key_live_…}
 * @param requestsPerSecond how many requests a second this key may make
 */
public record Caller(Tenant tenant, String keyId, int requestsPerSecond) {}
