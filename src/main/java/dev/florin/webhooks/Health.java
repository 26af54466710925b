package dev.florin.webhooks;

import dev.florin.kernel.Tenant;
import dev.florin.webhooks.EndpointView.DisabledReason;
import dev.florin.webhooks.Verdict.Delivered;
import dev.florin.webhooks.Verdict.Gone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How endpoints fare: those that keep failing are left alone for a while, and in the end disabled. */
@Component
class Health {

    /** How long an endpoint may take nothing before it is disabled. */
    static final Duration LONGEST_FAILING = Duration.ofDays(5);

    private static final Logger log = LoggerFactory.getLogger(Health.class);

    private final HealthRepository repository;
    private final DeliveryRepository deliveries;
    private final Subscriptions subscriptions;
    private final InstantSource clock;
    private final Duration longestPause;

    Health(
            HealthRepository repository,
            DeliveryRepository deliveries,
            Subscriptions subscriptions,
            InstantSource clock,
            WebhooksProperties properties) {
        this.repository = repository;
        this.deliveries = deliveries;
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.longestPause = properties.longestPause();
    }

    /** Draws the conclusions from attempts that are over. */
    void learn(List<Told> told) {
        Map<String, List<Told>> byEndpoint = new TreeMap<>(); // in one order, whoever writes
        for (Told one : told) {
            byEndpoint
                    .computeIfAbsent(one.parcel().endpoint().toString(), _ -> new ArrayList<>())
                    .add(one);
        }
        List<EndpointId> well = new ArrayList<>();
        List<Tenant> theirs = new ArrayList<>();
        byEndpoint.values().forEach(attempts -> {
            Parcel any = attempts.getFirst().parcel();
            if (attempts.stream().anyMatch(t -> t.verdict() instanceof Delivered)) {
                well.add(any.endpoint());
                theirs.add(any.tenant());
            } else {
                failed(any.tenant(), any.endpoint(), attempts);
            }
        });
        if (!well.isEmpty()) {
            repository.recover(well, theirs);
        }
    }

    private void failed(Tenant tenant, EndpointId id, List<Told> attempts) {
        Instant now = clock.instant();
        if (attempts.stream().anyMatch(t -> t.verdict() instanceof Gone)) {
            disable(tenant, id, DisabledReason.GONE);
            return;
        }
        boolean trial = attempts.stream().anyMatch(t -> t.parcel().trial());
        repository.fail(tenant, id, attempts.size(), trial, now).ifPresent(endpoint -> {
            Instant since = endpoint.failingSince();
            if (since != null && !now.isBefore(since.plus(LONGEST_FAILING))) {
                disable(tenant, id, DisabledReason.FAILING);
            } else if (trial || (endpoint.failures() >= Breaker.THRESHOLD && endpoint.pausedUntil() == null)) {
                Duration pause = Breaker.pause(endpoint.failures(), longestPause);
                repository.pause(tenant, id, now.plus(pause));
                subscriptions.forget(tenant);
                log.info("Webhook endpoint {} keeps failing; it is tried again in {} s", id, pause.toSeconds());
            }
        });
    }

    private void disable(Tenant tenant, EndpointId id, DisabledReason reason) {
        if (repository.disable(tenant, id, reason)) {
            deliveries.giveUp(tenant, id);
            subscriptions.forget(tenant);
            log.warn(
                    "Webhook endpoint {} of merchant {} is disabled: {}",
                    id,
                    tenant.merchant(),
                    switch (reason) {
                        case GONE -> "it answered with 410";
                        case FAILING -> "it has taken nothing for five days";
                    });
        }
    }
}
