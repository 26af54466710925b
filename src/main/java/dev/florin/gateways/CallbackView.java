package dev.florin.gateways;

import dev.florin.kernel.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored callback, for people.
 *
 * @param event the acquirer's id of it; a hash of the body where it has none that can be read
 * @param type as the acquirer calls it; null where it cannot be read
 * @param tenant whom it concerns, by the acquirer's word; null where it does not say
 * @param body as received, masked
 * @param tries how often it was passed on
 * @param nextTryAt null when it will not be passed on again
 * @param error what went wrong last; null for nothing
 */
public record CallbackView(
        GatewayId gateway,
        String event,
        @Nullable String type,
        Instant receivedAt,
        @Nullable Tenant tenant,
        String body,
        CallbackState state,
        int tries,
        @Nullable Instant nextTryAt,
        @Nullable String error) {}
