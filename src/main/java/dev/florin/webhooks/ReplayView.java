package dev.florin.webhooks;

import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a replay has come.
 *
 * @param since of when the oldest is that is sent again; null for all
 * @param total how many deliveries had failed when it began
 * @param begun how many of them are on their way again, or have been
 * @param finishedAt null while it is under way
 */
public record ReplayView(
        UUID id,
        Tenant tenant,
        EndpointId endpoint,
        @Nullable Instant since,
        int total,
        int begun,
        Instant createdAt,
        @Nullable Instant finishedAt) {}
