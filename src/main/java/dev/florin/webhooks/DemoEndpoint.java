package dev.florin.webhooks;

import dev.florin.merchants.DemoMerchant;
import dev.florin.vault.Vault;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Where the demo merchant is told what happens: the receiver that comes with Florin, whose secret everyone knows. */
@Component
class DemoEndpoint {

    static final EndpointId ID = new EndpointId(UUID.fromString("01900000-0000-7000-8000-00000000d3e4"));
    static final Secret SECRET = new Secret("whsec_dGVzdF9hYmMxMjNfZmxvcmluX2RlbW8h");

    private final EndpointRepository endpoints;
    private final DemoMerchant demo;
    private final Vault vault;
    private final InstantSource clock;
    private final WebhooksProperties properties;

    DemoEndpoint(
            EndpointRepository endpoints,
            DemoMerchant demo,
            Vault vault,
            InstantSource clock,
            WebhooksProperties properties) {
        this.endpoints = endpoints;
        this.demo = demo;
        this.vault = vault;
        this.clock = clock;
        this.properties = properties;
    }

    /** Done again, or by two instances at once, it has the same effect. */
    @EventListener(ApplicationStartedEvent.class)
    void make() {
        String url = properties.demoUrl();
        if (url != null && demo.isWelcome()) {
            var endpoint = new EndpointView(
                    ID,
                    DemoMerchant.TENANT,
                    url,
                    "The receiver that comes with Florin",
                    List.of(Filter.ALL),
                    true,
                    null,
                    0,
                    null,
                    null,
                    clock.instant());
            endpoints.insert(endpoint, vault.seal(ID.value(), SECRET.text()));
            endpoints
                    .find(DemoMerchant.TENANT, ID)
                    .filter(known -> known.disabledReason() != null) // because nobody has listened for days
                    .ifPresent(known ->
                            endpoints.change(DemoMerchant.TENANT, ID, new ChangeEndpoint(null, null, null, true)));
            endpoints.revise();
        }
    }
}
