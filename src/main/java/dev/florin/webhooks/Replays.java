package dev.florin.webhooks;

import dev.florin.kernel.Once;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends again, in the background and some at a time, what an endpoint has not taken: after it was down for long there may
 * be very much of that, and the endpoint is to hear of what is new as well. What has been delivered is never sent again,
 * and what fails once more stays failed.
 */
@Component
public class Replays {

    /** How many of an endpoint's deliveries may wait to be sent before more are begun. */
    static final int MOST_WAITING = 500;

    static final int AT_ONCE = 250;

    private final ReplayRepository replays;
    private final Endpoints endpoints;
    private final InstantSource clock;

    Replays(ReplayRepository replays, Endpoints endpoints, InstantSource clock) {
        this.replays = replays;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /**
     * Begins to send again what has failed until now.
     *
     * @param since when it happened, at the earliest; null for all that is kept
     * @throws Rejection {@code webhook_endpoint_not_found}, {@code webhook_endpoint_disabled}, {@code replay_running} if one
     *     for this endpoint has not come to its end
     */
    @Transactional
    public ReplayView begin(
            Tenant tenant, EndpointId endpoint, @Nullable Instant since, Once<? super ReplayView> once) {
        once.claim(endpoint.value());
        if (!endpoints.find(tenant, endpoint).enabled()) {
            throw new EndpointDisabled(endpoint);
        }
        var replay = new ReplayView(
                TypeId.next(),
                tenant,
                endpoint,
                since,
                replays.countFailed(tenant, endpoint, since),
                0,
                clock.instant(),
                null);
        if (!replays.insert(replay)) {
            throw new ReplayRunning(endpoint);
        }
        once.complete(replay);
        return replay;
    }

    /** The last one for an endpoint; empty if there was none. */
    public Optional<ReplayView> latest(Tenant tenant, EndpointId endpoint) {
        return replays.latest(tenant, endpoint);
    }

    /** Takes all that are under way a step further. */
    void goOn() {
        replays.open().forEach(this::step);
    }

    private void step(ReplayView replay) {
        Instant now = clock.instant();
        if (!endpoints.isEnabled(replay.tenant(), replay.endpoint())) {
            replays.finish(replay, now);
        } else if (replays.waiting(replay, MOST_WAITING) < MOST_WAITING
                && replays.step(replay, AT_ONCE, now) < AT_ONCE) {
            replays.finish(replay, now);
        }
    }
}
