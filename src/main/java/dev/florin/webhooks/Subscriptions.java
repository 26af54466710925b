package dev.florin.webhooks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.florin.kernel.Tenant;
import dev.florin.vault.Vault;
import dev.florin.webhooks.EndpointRepository.Sealed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * The enabled endpoints of each merchant, kept in memory for a second, so that whoever makes events can ask on every
 * one. A change is answered only when no instance goes by what was before: from then on everything is sent.
 */
@Component
public class Subscriptions {

    private static final int TENANTS = 50_000;

    private final EndpointRepository endpoints;
    private final Vault vault;
    private final InstantSource clock;
    private final Duration remembered;
    private final Cache<Tenant, Read> reads =
            Caffeine.newBuilder().maximumSize(TENANTS).build();

    Subscriptions(EndpointRepository endpoints, Vault vault, InstantSource clock, WebhooksProperties properties) {
        this.endpoints = endpoints;
        this.vault = vault;
        this.clock = clock;
        this.remembered = properties.remembered();
    }

    /** What was read, and when the reading began: a change that was committed before is in it. */
    private record Read(List<Subscriber> subscribers, long begun) {}

    /** Whether the tenant has an endpoint that wants to be told of anything. Costs a query a second at most. */
    public boolean any(Tenant tenant) {
        return !of(tenant).isEmpty();
    }

    List<Subscriber> of(Tenant tenant) {
        Read read = reads.getIfPresent(tenant);
        if (read == null || isOld(read)) {
            // In the cache's own lock for this tenant, so that one reads and the others wait
            read = reads.asMap().compute(tenant, (_, known) -> known == null || isOld(known) ? read(tenant) : known);
        }
        return read.subscribers();
    }

    Optional<Subscriber> find(Tenant tenant, EndpointId id) {
        return of(tenant).stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** Has this instance read again what others may go by for a while. */
    void forget(Tenant tenant) {
        reads.invalidate(tenant);
    }

    /** Returns when every instance knows what was committed before. */
    void awaitKnown(Tenant tenant) {
        forget(tenant);
        try {
            TimeUnit.NANOSECONDS.sleep(remembered.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOld(Read read) {
        return System.nanoTime() - read.begun() >= remembered.toNanos();
    }

    private Read read(Tenant tenant) {
        long begun = System.nanoTime();
        return new Read(
                endpoints.enabled(tenant, clock.instant()).stream()
                        .map(this::open)
                        .toList(),
                begun);
    }

    private Subscriber open(Sealed sealed) {
        UUID owner = sealed.endpoint().id().value();
        List<Secret> secrets = new ArrayList<>(2);
        secrets.add(new Secret(vault.open(owner, sealed.secret())));
        if (sealed.previous() != null) {
            secrets.add(new Secret(vault.open(owner, sealed.previous())));
        }
        return new Subscriber(sealed.endpoint(), List.copyOf(secrets));
    }
}
