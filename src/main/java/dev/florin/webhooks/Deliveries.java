package dev.florin.webhooks;

import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The log of what was sent to endpoints, and what a merchant may have sent again. */
@Component
public class Deliveries {

    static final int MOST_LOOKED_AT = 20_000;

    private final DeliveryRepository deliveries;
    private final Webhooks webhooks;
    private final Endpoints endpoints;
    private final Dispatch dispatch;
    private final InstantSource clock;

    Deliveries(
            DeliveryRepository deliveries,
            Webhooks webhooks,
            Endpoints endpoints,
            Dispatch dispatch,
            InstantSource clock) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.endpoints = endpoints;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    /** @throws Rejection {@code webhook_not_found} */
    public DeliveryView find(Tenant tenant, DeliveryId id) {
        return deliveries.find(tenant, id).orElseThrow(() -> new DeliveryNotFound(id));
    }

    /** The attempts of a delivery, oldest first. */
    public List<AttemptView> attempts(Tenant tenant, DeliveryId id) {
        return deliveries.attempts(tenant, id);
    }

    /** The deliveries of some events, oldest first. */
    public List<DeliveryView> of(Tenant tenant, Collection<EventId> events) {
        return deliveries.of(tenant, events);
    }

    public Page<DeliveryView> list(Tenant tenant, DeliveryFilter filter, PageQuery query) {
        return query.page(deliveries.list(tenant, filter, query));
    }

    /**
     * The same for people, who would rather look on than wait: one page looks at no more than {@link #MOST_LOOKED_AT}
     * deliveries with the filter's status.
     */
    public Found search(Tenant tenant, DeliveryFilter filter, PageQuery query) {
        Page<DeliveryView> page = query.page(deliveries.search(tenant, filter, query, MOST_LOOKED_AT));
        return new Found(
                page,
                page.hasMore()
                        ? null
                        : deliveries
                                .lookedUpTo(tenant, filter, query, MOST_LOOKED_AT)
                                .orElse(null));
    }

    /**
     * Sends a delivery again at once, also one that has arrived; if that fails, by the schedule from its beginning.
     *
     * @throws Rejection {@code webhook_not_found}, {@code webhook_endpoint_disabled}
     */
    @Transactional
    public DeliveryView retry(Tenant tenant, DeliveryId id, Once<? super DeliveryView> once) {
        once.claim(id.value());
        DeliveryView begun = deliveries
                .begin(tenant, id, clock.instant().plus(Dispatch.LEASE))
                .orElseThrow(() -> new DeliveryNotFound(id));
        if (!endpoints.isEnabled(tenant, begun.endpoint())) {
            throw new EndpointDisabled(begun.endpoint());
        }
        EventView event = webhooks.findEvent(tenant, begun.eventId());
        once.complete(begun);
        dispatch.afterCommit(List.of(
                Parcel.begun(tenant, id, begun.eventId(), begun.event(), begun.endpoint(), event.body(), null)));
        return begun;
    }

    /**
     * Sends everything again that an endpoint has not taken.
     *
     * @param since when it was first to be sent, at the earliest; null for all
     * @return how many deliveries those are
     * @throws Rejection {@code webhook_endpoint_not_found}, {@code webhook_endpoint_disabled}
     */
    @Transactional
    public int replay(Tenant tenant, EndpointId endpoint, @Nullable Instant since, Once<? super Integer> once) {
        once.claim(endpoint.value());
        mustBeEnabled(tenant, endpoint);
        int count = deliveries.replay(tenant, endpoint, since, clock.instant());
        once.complete(count);
        return count;
    }

    /**
     * Sends {@code webhook.test} to an endpoint, whatever it wants to hear.
     *
     * @throws Rejection {@code webhook_endpoint_not_found}, {@code webhook_endpoint_disabled}
     */
    @Transactional
    public DeliveryView test(Tenant tenant, EndpointId endpoint, Once<? super DeliveryView> once) {
        once.claim(endpoint.value());
        mustBeEnabled(tenant, endpoint);
        UUID itself = EventId.next().value();
        var happening = new Happening(
                EventName.WEBHOOK_TEST,
                "webhook_endpoint",
                itself,
                endpoint.toString(),
                1,
                clock.instant(),
                Map.of("id", endpoint.toString(), "object", "webhook_endpoint"));
        DeliveryView delivery = find(tenant, webhooks.announceTo(tenant, endpoint, happening));
        once.complete(delivery);
        return delivery;
    }

    private void mustBeEnabled(Tenant tenant, EndpointId endpoint) {
        if (!endpoints.find(tenant, endpoint).enabled()) {
            throw new EndpointDisabled(endpoint);
        }
    }

    /**
     * @param goOn the cursor behind which nobody has looked yet, in the direction of the query; null if the page has more
     *     behind it, or there is nothing more to look at
     */
    public record Found(Page<DeliveryView> page, @Nullable DeliveryId goOn) {}

    /** Which deliveries a list shows; null means any. */
    public record DeliveryFilter(
            @Nullable DeliveryStatus status,
            @Nullable EventName event,
            @Nullable EndpointId endpoint,
            @Nullable Instant createdFrom,
            @Nullable Instant createdBefore) {}
}
