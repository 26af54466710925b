package dev.florin.checkout;

import dev.florin.payments.Payments.Glance;
import dev.florin.payments.Payments.Watched;
import java.time.Duration;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One open page, which is told of what is newer than what it was told. */
final class Viewer {

    /** Then the page comes again, perhaps to another instance. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Watched watched;
    private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
    private boolean told;
    private String payment = "";
    private int version;

    Viewer(Watched watched) {
        this.watched = watched;
    }

    Watched watched() {
        return watched;
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** Tells how the order stands, once this is among those who are told: what happens from now on is not missed. */
    void begin(Checkouts checkouts) {
        try {
            tell(checkouts.find(watched.order()));
        } catch (RuntimeException e) {
            emitter.complete(); // the browser comes again
        }
    }

    private synchronized void tell(Checkout checkout) {
        var last = checkout.last();
        send(
                checkout.state(),
                checkout.stamp(),
                last == null ? "" : last.id().toString(),
                last == null ? 0 : last.version());
    }

    /** Only what is newer than what was told, as they may overtake each other. */
    synchronized void tell(Glance glance) {
        String id = glance.payment().toString();
        int order = id.compareTo(payment);
        if (!told) {
            return; // what it is told first comes from the order, and later than this
        }
        if (order > 0 || order == 0 && glance.version() > version) {
            send(CheckoutState.of(glance.status()), Checkout.stamp(id, glance.version()), id, glance.version());
        }
    }

    private void send(CheckoutState state, String stamp, String id, int newest) {
        told = true;
        payment = id;
        version = newest;
        try {
            emitter.send("{\"state\":\"%s\",\"stamp\":\"%s\"}".formatted(state.wire(), stamp));
            if (!state.isUnderWay()) {
                emitter.complete();
            }
        } catch (Exception e) {
            emitter.complete(); // it has gone
        }
    }

    synchronized void beat() {
        try {
            emitter.send(SseEmitter.event().comment(""));
        } catch (Exception e) {
            emitter.complete(); // it has gone
        }
    }
}
