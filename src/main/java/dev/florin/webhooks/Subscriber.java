package dev.florin.webhooks;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An enabled endpoint, ready to be written to.
 *
 * @param secrets that sign now
 */
record Subscriber(EndpointView endpoint, Secrets secrets) {

    EndpointId id() {
        return endpoint.id();
    }

    boolean wants(EventName name) {
        return Filter.matches(endpoint.events(), name);
    }

    /** Whether to send without asking the breaker. */
    boolean isHealthy() {
        return endpoint.failures() < Breaker.THRESHOLD;
    }

    /**
     * What an attempt at {@code now} says beside the body.
     *
     * @throws IllegalStateException if the secrets cannot be opened
     */
    Map<String, String> headers(EventId event, String name, byte[] body, Instant now) {
        List<Secret> signing = secrets.open();
        long timestamp = now.getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Florin-Webhooks/1");
        headers.put("X-Webhook-Event", name);
        headers.put("X-Webhook-Signature", signing.getFirst().signature(body));
        if (signing.size() > 1) {
            headers.put("X-Webhook-Signature-Previous", signing.getLast().signature(body));
        }
        headers.put("webhook-id", event.toString());
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put(
                "webhook-signature",
                signing.stream()
                        .map(secret -> secret.standardSignature(event.toString(), timestamp, body))
                        .collect(Collectors.joining(" ")));
        return headers;
    }
}
