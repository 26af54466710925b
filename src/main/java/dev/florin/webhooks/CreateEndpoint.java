package dev.florin.webhooks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a webhook endpoint.
 *
 * @param events names, or {@code *} for all; at least one
 */
public record CreateEndpoint(String url, @Nullable String description, List<String> events, boolean enabled) {

    /** @throws dev.florin.kernel.Rejection {@code event_unknown} */
    public CreateEndpoint {
        events = Filter.check(events);
    }
}
