package dev.florin.portal.webhooks;

import dev.florin.kernel.TypeId;
import dev.florin.portal.PickedTime;
import dev.florin.webhooks.Deliveries.DeliveryFilter;
import dev.florin.webhooks.DeliveryId;
import dev.florin.webhooks.DeliveryStatus;
import dev.florin.webhooks.EndpointId;
import dev.florin.webhooks.EventName;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for among deliveries, as the address of the page has it. What makes no sense is as if it was not said.
 *
 * @param q the id of a delivery
 * @param from as {@code <input type=datetime-local>} has it, in the merchant's time zone; likewise {@code to}
 */
record DeliverySearch(
        @Nullable String q,
        @Nullable String status,
        @Nullable String event,
        @Nullable String endpoint,
        @Nullable String from,
        @Nullable String to) {

    public boolean any() {
        return parameters().values().stream().anyMatch(value -> value != null && !value.isBlank());
    }

    @Nullable
    DeliveryId delivery() {
        return Optional.ofNullable(q)
                .flatMap(text -> TypeId.parse("whd", text.strip()))
                .map(DeliveryId::new)
                .orElse(null);
    }

    DeliveryFilter filter(ZoneId zone) {
        return new DeliveryFilter(
                Arrays.stream(DeliveryStatus.values())
                        .filter(value -> value.wire().equals(status))
                        .findFirst()
                        .orElse(null),
                event == null ? null : EventName.of(event).orElse(null),
                Optional.ofNullable(endpoint)
                        .flatMap(text -> TypeId.parse("we", text))
                        .map(EndpointId::new)
                        .orElse(null),
                PickedTime.of(from, zone),
                PickedTime.of(to, zone));
    }

    Map<String, @Nullable String> parameters() {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("q", q);
        parameters.put("status", status);
        parameters.put("event", event);
        parameters.put("endpoint", endpoint);
        parameters.put("from", from);
        parameters.put("to", to);
        return parameters;
    }
}
