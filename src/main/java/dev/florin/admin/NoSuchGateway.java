package dev.florin.admin;

import dev.florin.gateways.GatewayId;
import dev.florin.kernel.Rejection;

final class NoSuchGateway extends Rejection {

    private NoSuchGateway() {
        super(Kind.NOT_FOUND, "gateway_not_found", "There is no such gateway.");
    }

    /** @throws NoSuchGateway if no gateway can have that name */
    static GatewayId named(String name) {
        try {
            return new GatewayId(name);
        } catch (IllegalArgumentException _) {
            throw new NoSuchGateway();
        }
    }
}
