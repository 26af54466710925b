package dev.florin.webhooks;

import dev.florin.kernel.Tenant;
import java.time.Instant;

/**
 * An event, as it was told.
 *
 * @param name an {@link EventName}, as it is written
 * @param body the JSON of every delivery, to the byte
 */
public record EventView(EventId id, Tenant tenant, String name, Instant at, String body) {}
