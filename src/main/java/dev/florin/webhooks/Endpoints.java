package dev.florin.webhooks;

import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.outbound.OutboundHttp;
import dev.florin.outbound.TargetRefused;
import dev.florin.vault.Vault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Where merchants want to be told what happens. A change is answered when every instance goes by it, which takes about a
 * second.
 */
@Component
public class Endpoints {

    /** How long a secret goes on signing when another has taken its place. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    /** How many a merchant may have in one mode. */
    public static final int MOST = 50;

    private final EndpointRepository endpoints;
    private final DeliveryRepository deliveries;
    private final Subscriptions subscriptions;
    private final OutboundHttp http;
    private final Vault vault;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Endpoints(
            EndpointRepository endpoints,
            DeliveryRepository deliveries,
            Subscriptions subscriptions,
            OutboundHttp http,
            Vault vault,
            TransactionOperations transactions,
            InstantSource clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.subscriptions = subscriptions;
        this.http = http;
        this.vault = vault;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A new endpoint. From the return on it is told of everything it wants.
     *
     * @throws Rejection {@code url_refused} if Florin does not write to that URL, {@code too_many_webhook_endpoints}
     */
    public IssuedEndpoint create(Tenant tenant, CreateEndpoint command, Once<? super IssuedEndpoint> once) {
        check(command.url());
        Secret secret = Secret.random();
        var endpoint = new EndpointView(
                EndpointId.next(),
                tenant,
                command.url(),
                command.description(),
                command.events(),
                command.enabled(),
                null,
                0,
                null,
                null,
                clock.instant());
        var issued = new IssuedEndpoint(endpoint, secret.text());
        byte[] sealed = seal(endpoint.id(), secret);
        return known(tenant, () -> {
            once.claim(endpoint.id().value());
            if (endpoints.count(tenant) >= MOST) {
                throw new TooManyEndpoints(MOST);
            }
            endpoints.insert(endpoint, sealed);
            once.complete(issued);
            return issued;
        });
    }

    /**
     * Changes what is not null. What is enabled again begins anew; what is disabled gives up what was still to be sent.
     *
     * @throws Rejection {@code webhook_endpoint_not_found}, {@code url_refused}
     */
    public EndpointView change(Tenant tenant, EndpointId id, ChangeEndpoint change, Once<? super EndpointView> once) {
        find(tenant, id);
        check(change.url());
        return known(tenant, () -> {
            once.claim(id.value());
            EndpointView changed = endpoints.change(tenant, id, change).orElseThrow(() -> new EndpointNotFound(id));
            if (!changed.enabled()) {
                deliveries.giveUp(tenant, id);
            }
            once.complete(changed);
            return changed;
        });
    }

    /**
     * A new secret in the place of the old one, which signs as well for {@link #OVERLAP}.
     *
     * @throws Rejection {@code webhook_endpoint_not_found}
     */
    public IssuedEndpoint rotateSecret(Tenant tenant, EndpointId id, Once<? super IssuedEndpoint> once) {
        Secret secret = Secret.random();
        byte[] sealed = seal(id, secret);
        return known(tenant, () -> {
            once.claim(id.value());
            var until = clock.instant().plus(OVERLAP);
            var issued = new IssuedEndpoint(
                    endpoints.rotate(tenant, id, sealed, until).orElseThrow(() -> new EndpointNotFound(id)),
                    secret.text());
            once.complete(issued);
            return issued;
        });
    }

    /** Deletes an endpoint with its secret. The log stays. @throws Rejection {@code webhook_endpoint_not_found} */
    public void delete(Tenant tenant, EndpointId id, Once<? super EndpointId> once) {
        known(tenant, () -> {
            once.claim(id.value());
            if (!endpoints.delete(tenant, id)) {
                throw new EndpointNotFound(id);
            }
            deliveries.giveUp(tenant, id);
            once.complete(id);
            return id;
        });
    }

    /** @throws Rejection {@code webhook_endpoint_not_found} */
    public EndpointView find(Tenant tenant, EndpointId id) {
        return endpoints.find(tenant, id).orElseThrow(() -> new EndpointNotFound(id));
    }

    /** False also if there is none. */
    boolean isEnabled(Tenant tenant, EndpointId id) {
        return endpoints.find(tenant, id).map(EndpointView::enabled).orElse(false);
    }

    public Page<EndpointView> list(Tenant tenant, PageQuery query) {
        return query.page(endpoints.list(tenant, query));
    }

    private <T> T known(Tenant tenant, Supplier<T> change) {
        T changed = Objects.requireNonNull(transactions.execute(_ -> {
            T result = change.get();
            endpoints.revise(); // last, as its row is locked from here to the commit
            return result;
        }));
        subscriptions.awaitKnown(tenant);
        return changed;
    }

    private byte[] seal(EndpointId id, Secret secret) {
        return vault.seal(id.value(), secret.text());
    }

    private void check(@Nullable String url) {
        if (url != null) {
            try {
                http.check(url);
            } catch (TargetRefused refused) {
                throw new UrlRefused(refused);
            }
        }
    }
}
