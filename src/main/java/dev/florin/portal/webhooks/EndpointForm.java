package dev.florin.portal.webhooks;

import dev.florin.webhooks.EndpointView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the form of an endpoint says.
 *
 * @param all whether it is to hear of everything, whatever {@code events} says
 */
record EndpointForm(
        @Nullable String url,
        @Nullable String description,
        @Nullable Boolean all,
        @Nullable List<String> events) {

    static final EndpointForm EMPTY = new EndpointForm("https://", "", true, List.of());

    static EndpointForm of(EndpointView endpoint) {
        boolean all = endpoint.events().contains("*");
        return new EndpointForm(endpoint.url(), endpoint.description(), all, all ? List.of() : endpoint.events());
    }

    String target() {
        return url == null ? "" : url.strip();
    }

    /** Nothing chosen is everything. */
    List<String> wanted() {
        return Boolean.TRUE.equals(all) || events == null || events.isEmpty() ? List.of("*") : events;
    }

    /** For the template. */
    public boolean wants(String name) {
        return events != null && events.contains(name);
    }
}
