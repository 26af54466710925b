package dev.florin.webhooks;

import dev.florin.kernel.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to one endpoint.
 *
 * @param event its name
 * @param attempts how often it was sent
 * @param nextAttemptAt about when it is sent next, or another instance may take it over; null when it is over
 * @param lastStatus of HTTP; null where there was no answer
 * @param lastError why the last attempt had no answer, or why there is no other
 */
public record DeliveryView(
        DeliveryId id,
        Tenant tenant,
        EventId eventId,
        String event,
        EndpointId endpoint,
        DeliveryStatus status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        Instant createdAt) {}
