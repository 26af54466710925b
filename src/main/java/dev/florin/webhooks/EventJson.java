package dev.florin.webhooks;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
        ObjectNode body = json.createObjectNode()
                .put("id", id.toString())
                .put("event", happening.name().wire())
                .put("timestamp", happening.at().getEpochSecond())
                .put("api_version", API_VERSION)
                .put("sequence", happening.sequence());
        body.set("data", json.valueToTree(Map.of(happening.objectType(), happening.data())));
        return json.writeValueAsString(body);
    }
}
