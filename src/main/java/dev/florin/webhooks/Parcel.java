package dev.florin.webhooks;

import dev.florin.kernel.Tenant;

/**
 * A delivery in the hands of this instance.
 *
 * @param tries how often it was sent since it was last begun
 * @param trial whether it is the only one to an endpoint that keeps failing
 * @param notAfter of {@link System#nanoTime}: by then it has to be on its way, or its lease runs out underneath
 */
record Parcel(
        Tenant tenant,
        DeliveryId delivery,
        EventId event,
        String name,
        EndpointId endpoint,
        String body,
        int tries,
        boolean trial,
        long notAfter) {

    /** A delivery at its beginning, claimed just now. */
    static Parcel begun(
            Tenant tenant, DeliveryId delivery, EventId event, String name, EndpointId endpoint, String body) {
        return new Parcel(tenant, delivery, event, name, endpoint, body, 0, false, Dispatch.notAfter());
    }

    @Override
    public String toString() {
        return "%s of %s to %s".formatted(delivery, name, endpoint);
    }
}
