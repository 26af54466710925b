package dev.florin.webhooks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be changed about a webhook endpoint; null means nothing. */
public record ChangeEndpoint(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<String> events,
        @Nullable Boolean enabled) {

    /** @throws dev.florin.kernel.Rejection {@code event_unknown} */
    public ChangeEndpoint {
        events = events == null ? null : Filter.check(events);
    }
}
