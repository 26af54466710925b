package dev.florin.webhooks;

import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/webhook-endpoints")
@Tag(name = "Webhook endpoints", description = "Where a merchant wants to be told what happens.")
class EndpointsController {

    private final Endpoints endpoints;
    private final Deliveries deliveries;

    EndpointsController(Endpoints endpoints, Deliveries deliveries) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createWebhookEndpoint",
            summary = "Create a webhook endpoint",
            description = "The answer has its secret, this once: a repeated request with the same Idempotency-Key is"
                    + " answered without it. From the answer on, everything is sent.")
    EndpointBody create(Tenant tenant, @Valid @RequestBody CreateEndpointBody body, Once.Request request) {
        return EndpointBody.of(
                endpoints.create(tenant, body.command(), request.answer(201, EndpointBody::withoutSecret)));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getWebhookEndpoint", summary = "Retrieve a webhook endpoint")
    EndpointBody get(Tenant tenant, @PathVariable EndpointId id) {
        return EndpointBody.of(endpoints.find(tenant, id));
    }

    @GetMapping
    @Operation(operationId = "listWebhookEndpoints", summary = "List webhook endpoints, newest first")
    EndpointList list(Tenant tenant, @PageQuery.Of("we") PageQuery page) {
        return EndpointList.of(endpoints.list(tenant, page).map(EndpointBody::of));
    }

    @PatchMapping("/{id}")
    @Operation(
            operationId = "changeWebhookEndpoint",
            summary = "Change, disable or enable a webhook endpoint",
            description = "What is left out stays as it is. Disabling gives up what was still to be sent.")
    EndpointBody change(Tenant tenant, @PathVariable EndpointId id, @Valid @RequestBody ChangeEndpointBody body) {
        return EndpointBody.of(endpoints.change(tenant, id, body.command(), Once.unkeyed()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "deleteWebhookEndpoint", summary = "Delete a webhook endpoint; its log stays")
    void delete(Tenant tenant, @PathVariable EndpointId id) {
        endpoints.delete(tenant, id, Once.unkeyed());
    }

    @PostMapping("/{id}/rotate-secret")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Give a webhook endpoint a new secret",
            description = "The answer has it, this once. The old one signs as well for 24 hours.")
    EndpointBody rotateSecret(Tenant tenant, @PathVariable EndpointId id, Once.Request request) {
        return EndpointBody.of(endpoints.rotateSecret(tenant, id, request.answer(200, EndpointBody::withoutSecret)));
    }

    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "testWebhookEndpoint", summary = "Send webhook.test to an endpoint")
    DeliveryBody test(Tenant tenant, @PathVariable EndpointId id, Once.Request request) {
        return DeliveryBody.of(deliveries.test(tenant, id, request.answer(201, DeliveryBody::of)));
    }

    @PostMapping("/{id}/replay")
    @Operation(
            operationId = "replayWebhooks",
            summary = "Send everything again that an endpoint has not taken",
            description = "That is, all its failed deliveries that were created since a time, or ever.")
    ReplayBody replay(
            Tenant tenant,
            @PathVariable EndpointId id,
            @Valid @RequestBody(required = false) @Nullable ReplayWebhooksBody body,
            Once.Request request) {
        Instant since = body == null || body.since() == null ? null : Instant.ofEpochSecond(body.since());
        return ReplayBody.of(deliveries.replay(tenant, id, since, request.answer(200, ReplayBody::of)));
    }

    @Schema(example = """
            {"url": "https://shop.example/florin", "events": ["payment.success", "refund.processed"]}""")
    record CreateEndpointBody(
            @Schema(format = "uri", description = "HTTPS, on port 443 or 8443, on the public internet")
            @NotNull
            @Size(max = 2048)
            String url,

            @Nullable @Size(max = 500) String description,

            @Schema(description = "Names of events, or `*` for all, which is what holds where nothing is said")
            @Nullable
            @Size(min = 1, max = 100)
            List<@NotNull @Size(max = 100) String> events,

            @Schema(description = "True where nothing is said") @Nullable
            Boolean enabled) {

        CreateEndpoint command() {
            return new CreateEndpoint(
                    url,
                    description,
                    events == null ? List.of(Filter.ALL) : events,
                    Objects.requireNonNullElse(enabled, true));
        }
    }

    @Schema(example = "{\"enabled\": false}")
    record ChangeEndpointBody(
            @Nullable @Size(max = 2048) String url,
            @Nullable @Size(max = 500) String description,

            @Nullable @Size(min = 1, max = 100) List<@NotNull @Size(max = 100) String> events,

            @Nullable Boolean enabled) {

        ChangeEndpoint command() {
            return new ChangeEndpoint(url, description, events, enabled);
        }
    }

    @Schema(example = "{\"since\": 1795000000}")
    record ReplayWebhooksBody(
            @Schema(description = "Unix seconds; everything where nothing is said")
            @Nullable
            @Min(0)
            @Max(99_999_999_999L)
            Long since) {}

    /** @param count how many deliveries are sent again */
    record ReplayBody(String object, int count) {

        static ReplayBody of(int count) {
            return new ReplayBody("webhook_replay", count);
        }
    }

    record EndpointList(
            String object,
            List<EndpointBody> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static EndpointList of(Page<EndpointBody> page) {
            EndpointBody next = page.next();
            return new EndpointList("list", page.data(), page.hasMore(), next == null ? null : next.id());
        }
    }
}
