package dev.florin.merchants;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A merchant and its settings.
 *
 * @param requestsPerSecond how many requests a second each of its API keys may make
 * @param timezone in which its days begin, for reports and settlement; times on the wire stay UTC
 */
public record Merchant(UUID id, String name, int requestsPerSecond, ZoneId timezone, Instant createdAt) {

    public static final int DEFAULT_REQUESTS_PER_SECOND = 500;

    public Merchant {
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("A merchant has a name of at most 200 characters.");
        }
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException("A merchant may make at least one request a second.");
        }
    }
}
