package dev.florin.gateways;

import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;

/** Nobody is configured to take this money. */
final class NoGateway extends Rejection {
    NoGateway(Tenant tenant) {
        super(
                Kind.UNAVAILABLE,
                "no_gateway",
                "No gateway is configured for %s mode.".formatted(tenant.live() ? "live" : "test"));
    }
}
