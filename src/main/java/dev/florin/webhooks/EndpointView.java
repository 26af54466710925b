package dev.florin.webhooks;

import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook endpoint, without its secret.
 *
 * @param events names, or {@code *} for all
 * @param disabledReason why it was disabled; null if it is not, or the merchant did it
 * @param failingSince of the first failure after the last success
 * @param pausedUntil nothing is sent by itself until then
 */
public record EndpointView(
        EndpointId id,
        Tenant tenant,
        String url,
        @Nullable String description,
        List<String> events,
        boolean enabled,
        @Nullable DisabledReason disabledReason,
        int failures,
        @Nullable Instant failingSince,
        @Nullable Instant pausedUntil,
        Instant createdAt) {

    /** Why Florin disabled an endpoint of its own accord. */
    public enum DisabledReason {
        /** It answered with 410. */
        GONE,
        /** It has not taken anything for five days. */
        FAILING
    }
}
