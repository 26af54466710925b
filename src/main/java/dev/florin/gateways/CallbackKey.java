package dev.florin.gateways;

/** @param event the acquirer's id; a hash of the body where it has none that can be read */
record CallbackKey(GatewayId gateway, String event) {

    @Override
    public String toString() {
        return "Callback %s of %s".formatted(event, gateway);
    }
}
