package dev.florin.webhooks;

import dev.florin.kernel.Mask;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.webhooks.Webhooks.EventFilter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "Events", description = "What happened, in the words in which endpoints are told.")
class EventsController {

    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    private final Webhooks webhooks;
    private final JsonMapper json = new JsonMapper();

    EventsController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getEvent", summary = "Retrieve an event")
    WebhookEventBody get(Tenant tenant, @PathVariable EventId id) {
        return body(webhooks.findEvent(tenant, id));
    }

    @GetMapping
    @Operation(operationId = "listEvents", summary = "List events, newest first")
    EventList list(
            Tenant tenant,
            @PageQuery.Of("evt") PageQuery page,
            @RequestParam(required = false) @Nullable String event,
            @RequestParam(name = "object_id", required = false) @Nullable String object,
            @RequestParam(name = "created[gte]", required = false) @Nullable Instant createdFrom,
            @RequestParam(name = "created[lt]", required = false) @Nullable Instant createdBefore) {
        var filter = new EventFilter(name(event, "event"), object(object), createdFrom, createdBefore);
        return EventList.of(webhooks.listEvents(tenant, filter, page).map(this::body));
    }

    /** @throws EventUnknown if there is no such event */
    static @Nullable EventName name(@Nullable String wire, String param) {
        return wire == null ? null : EventName.of(wire).orElseThrow(() -> new EventUnknown(wire, param));
    }

    /** Of an id of any kind; what is none names nothing that anything could have happened to. */
    private static @Nullable UUID object(@Nullable String id) {
        return id == null
                ? null
                : TypeId.parse(id.substring(0, Math.max(0, id.lastIndexOf('_'))), id)
                        .orElse(new UUID(0, 0));
    }

    private WebhookEventBody body(EventView event) {
        var sent = json.readTree(Mask.cards(event.body()));
        return new WebhookEventBody(
                event.id().toString(),
                "event",
                event.name(),
                sent.path("timestamp").asLong(),
                sent.path("api_version").asString(),
                sent.path("sequence").asInt(),
                json.treeToValue(sent.path("data"), DATA),
                event.tenant().live());
    }

    /** @param data the object that it happened to, as it was then, by the name of its kind */
    record WebhookEventBody(
            String id,
            String object,
            String event,
            @Schema(description = "Unix seconds") long timestamp,
            String apiVersion,

            @Schema(description = "Grows with what happens to the object")
            int sequence,

            @Schema(description = "The object that it happened to, as it was then, by the name of its kind")
            Map<String, Object> data,

            boolean livemode) {}

    record EventList(
            String object,
            List<WebhookEventBody> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static EventList of(Page<WebhookEventBody> page) {
            WebhookEventBody next = page.next();
            return new EventList("list", page.data(), page.hasMore(), next == null ? null : next.id());
        }
    }
}
