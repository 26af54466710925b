package dev.florin.webhooks;

import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.webhooks.Deliveries.DeliveryFilter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks", description = "The log of what was sent to a merchant's endpoints.")
class DeliveriesController {

    private final Deliveries deliveries;
    private final Webhooks webhooks;

    DeliveriesController(Deliveries deliveries, Webhooks webhooks) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
    }

    @GetMapping
    @Operation(operationId = "listWebhooks", summary = "List deliveries, newest first, without their attempts")
    DeliveryList list(
            Tenant tenant,
            @PageQuery.Of("whd") PageQuery page,
            @RequestParam(required = false) @Nullable DeliveryStatus status,
            @RequestParam(required = false) @Nullable String event,
            @RequestParam(required = false) @Nullable EndpointId endpoint,
            @RequestParam(name = "created[gte]", required = false) @Nullable Instant createdFrom,
            @RequestParam(name = "created[lt]", required = false) @Nullable Instant createdBefore) {
        var filter =
                new DeliveryFilter(status, EventsController.name(event, "event"), endpoint, createdFrom, createdBefore);
        return DeliveryList.of(deliveries.list(tenant, filter, page).map(DeliveryBody::of));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getWebhook", summary = "Retrieve a delivery with its attempts")
    DeliveryBody get(Tenant tenant, @PathVariable DeliveryId id) {
        DeliveryView delivery = deliveries.find(tenant, id);
        return DeliveryBody.of(
                delivery, webhooks.findEvent(tenant, delivery.eventId()), deliveries.attempts(tenant, id));
    }

    @PostMapping("/{id}/retry")
    @Operation(operationId = "retryWebhook", summary = "Send a delivery again at once, also one that has arrived")
    DeliveryBody retry(Tenant tenant, @PathVariable DeliveryId id, Once.Request request) {
        return DeliveryBody.of(deliveries.retry(tenant, id, request.answer(200, DeliveryBody::of)));
    }

    record DeliveryList(
            String object,
            List<DeliveryBody> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static DeliveryList of(Page<DeliveryBody> page) {
            DeliveryBody next = page.next();
            return new DeliveryList("list", page.data(), page.hasMore(), next == null ? null : next.id());
        }
    }
}
