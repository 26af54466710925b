package dev.florin.webhooks;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was not taken by those whom it was for, over all merchants: for the people who run Florin. */
@Component
public class Undelivered {

    /** Above that, counts say how many at least. */
    public static final int COUNTED = 10_000;

    /** How many endpoints {@link #byEndpoint} shows. */
    public static final int ENDPOINTS = 100;

    /** How many {@link #resend} takes at once. */
    public static final int AT_ONCE = 1000;

    private final UndeliveredRepository repository;
    private final Endpoints endpoints;
    private final InstantSource clock;

    Undelivered(UndeliveredRepository repository, Endpoints endpoints, InstantSource clock) {
        this.repository = repository;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /** How many deliveries were given up, at most {@link #COUNTED}. */
    public int count() {
        return repository.count(COUNTED);
    }

    /** How many of them each endpoint has, merchant by merchant; the first {@link #ENDPOINTS} such endpoints. */
    public List<OfEndpoint> byEndpoint() {
        return repository.byEndpoint(ENDPOINTS, COUNTED);
    }

    /** Given up, newest first. @param of null for all endpoints of all merchants */
    public Page<DeliveryView> list(@Nullable Of of, PageQuery query) {
        return query.page(repository.list(of, query));
    }

    /**
     * Has up to {@link #AT_ONCE} deliveries to an endpoint that were given up sent again, the oldest first, in the
     * background and as fast as it takes them. In the caller's transaction, if there is one.
     *
     * @return how many those are
     * @throws Rejection {@code webhook_endpoint_not_found}, {@code webhook_endpoint_disabled}
     */
    public int resend(Tenant tenant, EndpointId endpoint) {
        if (!endpoints.find(tenant, endpoint).enabled()) {
            throw new EndpointDisabled(endpoint);
        }
        return repository.resend(tenant, endpoint, clock.instant(), AT_ONCE);
    }

    /** An endpoint, by its merchant and its id. */
    public record Of(Tenant tenant, EndpointId endpoint) {}

    /**
     * @param url null where the endpoint was deleted
     * @param enabled whether it can be sent anything
     * @param number at most {@link #COUNTED}, which means that many or more
     * @param oldest when the first of them was to be sent first
     */
    public record OfEndpoint(
            Tenant tenant, EndpointId endpoint, @Nullable String url, boolean enabled, int number, Instant oldest) {}
}
