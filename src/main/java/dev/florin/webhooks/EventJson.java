package dev.florin.webhooks;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The body of an event: written once, and sent as it is from then on. */
@Component
class EventJson {

    /** The shape of events and of what is in them; a new one for every change that a receiver could trip over. */
    static final String API_VERSION = "2026-11-21";

    private final JsonMapper json;

    EventJson(JsonMapper json) {
        this.json = json;
    }

    String body(EventId id, Happening happening) {
        return json.writeValueAsString(new Body(
                id.toString(),
                happening.name(),
                happening.at().getEpochSecond(),
                API_VERSION,
                happening.sequence(),
                Map.of(happening.objectType(), happening.data())));
    }

    private record Body(
            String id, EventName event, long timestamp, String apiVersion, int sequence, Map<String, Object> data) {}
}
