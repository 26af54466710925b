package dev.florin.webhooks;

import dev.florin.kernel.Tenant;
import dev.florin.platform.Mentions;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in the hands of this instance.
 *
 * @param tries how often it was sent since it was last begun
 * @param trial whether it is the only one to an endpoint that keeps failing
 * @param traceparent what brought it about, if that is traced
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
        @Nullable String traceparent,
        long notAfter) {

    /** How an id of a payment begins, wherever it stands in a body; it is always as long. */
    private static final String PAYMENT = "\"pay_";

    private static final int LENGTH = 30;

    /** A delivery at its beginning, claimed just now. */
    static Parcel begun(
            Tenant tenant,
            DeliveryId delivery,
            EventId event,
            String name,
            EndpointId endpoint,
            String body,
            @Nullable String traceparent) {
        return new Parcel(tenant, delivery, event, name, endpoint, body, 0, false, traceparent, Dispatch.notAfter());
    }

    /** In the log, while this thread has it in hand. */
    void mention() {
        Mentions.clear(); // the thread sends one after the other
        Mentions.put(Mentions.MERCHANT, Mentions.of(tenant));
        Mentions.put("delivery", delivery.toString());
        int payment = body.indexOf(PAYMENT);
        Mentions.put(
                Mentions.PAYMENT,
                payment < 0 || payment + LENGTH > body.length() - 1
                        ? null
                        : body.substring(payment + 1, payment + 1 + LENGTH));
    }

    @Override
    public String toString() {
        return "%s of %s to %s".formatted(delivery, name, endpoint);
    }
}
