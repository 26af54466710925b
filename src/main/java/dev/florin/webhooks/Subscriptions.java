package dev.florin.webhooks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.florin.kernel.Tenant;
import dev.florin.vault.Vault;
import dev.florin.webhooks.EndpointRepository.Sealed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/**
 * The enabled endpoints of each merchant, kept in memory for a moment, so that whoever makes events can ask on every
 * one; that a merchant has none is remembered until somebody's endpoints change, which is looked for by
 * one query for all. A change is answered only when no instance goes by what was before: from then on everything is sent.
 */
@Component
public class Subscriptions {

    private static final int TENANTS = 50_000;

    private final EndpointRepository endpoints;
    private final Vault vault;
    private final InstantSource clock;
    private final Duration remembered;
    private final AtomicReference<Seen> seen;
    private final Cache<Tenant, Read> reads =
            Caffeine.newBuilder().maximumSize(TENANTS).build();

    Subscriptions(EndpointRepository endpoints, Vault vault, InstantSource clock, WebhooksProperties properties) {
        this.endpoints = endpoints;
        this.vault = vault;
        this.clock = clock;
        this.remembered = properties.remembered();
        this.seen = new AtomicReference<>(new Seen(-1, System.nanoTime() - remembered.toNanos()));
    }

    /** What was read, and when the reading began: a change that was committed before is in it. */
    private record Read(List<Subscriber> subscribers, long begun, long revision) {}

    /** The revision of all endpoints, and when it was asked for. */
    private record Seen(long revision, long asked) {}

    /**
     * Whether the tenant has an endpoint that wants to hear of one of these events. Costs next to nothing where it has
     * none.
     *
     * @param names such as {@code order.paid}
     */
    public boolean want(Tenant tenant, String... names) {
        List<Subscriber> subscribers = of(tenant);
        return !subscribers.isEmpty()
                && Arrays.stream(names)
                        .anyMatch(name -> EventName.of(name)
                                .filter(event -> isWanted(event, subscribers))
                                .isPresent());
    }

    static boolean isWanted(EventName event, List<Subscriber> subscribers) {
        return subscribers.stream().anyMatch(subscriber -> subscriber.wants(event));
    }

    List<Subscriber> of(Tenant tenant) {
        Seen now = look();
        Read read = reads.getIfPresent(tenant);
        if (read == null || isOld(read, now.revision())) {
            // Without a lock: whoever waited for it might hold the connection that its owner waits for
            read = read(tenant, now.revision());
            reads.put(tenant, read);
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

    /** Returns when every instance knows what was committed before, or has been asking for it for as long again. */
    void awaitKnown(Tenant tenant) {
        forget(tenant);
        try {
            TimeUnit.NANOSECONDS.sleep(2 * remembered.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOld(Read read, long revision) {
        return read.revision() != revision || !read.subscribers().isEmpty() && isOver(read.begun());
    }

    private boolean isOver(long begun) {
        return System.nanoTime() - begun >= remembered.toNanos();
    }

    /** One asks again when it is time, and the others go by what is known until that one knows. */
    private Seen look() {
        Seen known = seen.get();
        var asking = new Seen(known.revision(), System.nanoTime());
        if (isOver(known.asked()) && seen.compareAndSet(known, asking)) {
            seen.compareAndSet(asking, new Seen(endpoints.revision(), asking.asked()));
        }
        return seen.get();
    }

    private Read read(Tenant tenant, long revision) {
        long begun = System.nanoTime();
        return new Read(
                endpoints.enabled(tenant, clock.instant()).stream()
                        .map(this::subscriber)
                        .toList(),
                begun,
                revision);
    }

    private Subscriber subscriber(Sealed sealed) {
        return new Subscriber(sealed.endpoint(), new Secrets(() -> open(sealed)));
    }

    private List<Secret> open(Sealed sealed) {
        UUID owner = sealed.endpoint().id().value();
        List<Secret> secrets = new ArrayList<>(2);
        secrets.add(new Secret(vault.open(owner, sealed.secret())));
        if (sealed.previous() != null) {
            secrets.add(new Secret(vault.open(owner, sealed.previous())));
        }
        return List.copyOf(secrets);
    }
}
