package dev.florin.webhooks;

import dev.florin.kernel.Tenant;
import dev.florin.platform.Backlog;
import org.springframework.stereotype.Component;

@Component
class OpenDeliveries implements Backlog {

    private final DeliveryRepository deliveries;

    OpenDeliveries(DeliveryRepository deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public Waiting of(Tenant tenant) {
        return deliveries.waiting(tenant);
    }
}
