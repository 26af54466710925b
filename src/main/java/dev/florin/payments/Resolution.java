package dev.florin.payments;

import dev.florin.consistency.Sweeps;
import dev.florin.kernel.Rejection;
import dev.florin.platform.InHand;
import dev.florin.platform.InHand.Step;
import dev.florin.platform.OpenRows.Due;
import dev.florin.platform.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes up what a crash, a time-out or a waiting customer left open. Any number of instances may do so at once: each
 * claims its own rows.
 */
@Component
class Resolution {

    /** When an open payment counts as stuck (MISSION R1). */
    static final Duration STUCK = Duration.ofMinutes(10);

    private static final int AT_ONCE = 200;
    private static final Logger log = LoggerFactory.getLogger(Resolution.class);

    private final PaymentRepository payments;
    private final Acquiring acquiring;
    private final InHand<PaymentKey> inHand;
    private final Payments facade;
    private final Traces traces;
    private final InstantSource clock;
    private final Sweeps sweeps;
    private final Counter resolved;
    private final AtomicInteger stuck = new AtomicInteger();

    Resolution(
            PaymentRepository payments,
            Acquiring acquiring,
            InHand<PaymentKey> inHand,
            Payments facade,
            Traces traces,
            InstantSource clock,
            Sweeps sweeps,
            MeterRegistry metrics) {
        this.payments = payments;
        this.acquiring = acquiring;
        this.inHand = inHand;
        this.facade = facade;
        this.traces = traces;
        this.clock = clock;
        this.sweeps = sweeps;
        this.resolved = Counter.builder("florin.payments.resolved")
                .description("Payments whose outcome was found out by asking again")
                .register(metrics);
        Gauge.builder("florin.payments.stuck", stuck, AtomicInteger::get)
                .description("Payments open for more than 10 minutes, as of the last reconciliation")
                .register(metrics);
    }

    void sweep() {
        int most = Math.min(AT_ONCE, inHand.room());
        if (most > 0) {
            Instant now = clock.instant();
            payments.open().claimDue(now, now.plus(InHand.LEASE), most).forEach(this::take);
        }
    }

    private Step<Payment> take(Due<PaymentKey> due) {
        return inHand.take(due.key(), () -> {
            try (Traces.Span span = traces.begin("payment resolve", Traces.Kind.INTERNAL)) {
                span.note("florin.payment", due.key().id().toString());
                return resolve(due);
            }
        });
    }

    private Payment resolve(Due<PaymentKey> due) {
        PaymentKey key = due.key();
        Payment open = payments.read(key.tenant(), key.id()).orElseThrow();
        Payment payment = acquiring.resolve(open);
        if (payment.isUnresolved()) {
            payments.open().putOff(List.of(key), clock.instant().plus(InHand.pause(due.tries())));
        } else {
            resolved.increment();
            log.info("{} is {}, found out by asking", key, payment.status().wire());
        }
        return payment;
    }

    void expireAuthorizations() {
        for (PaymentKey key : payments.findUncaptured(clock.instant(), AT_ONCE)) {
            try {
                facade.expire(key.tenant(), key.id());
            } catch (Rejection e) {
                log.info("{} is not expired: {}", key, e.reason());
            }
        }
    }

    /** Asks about all that is stuck, whatever its pause and whoever has it in hand, and tells what came of it. */
    void reconcileStuck() {
        Instant now = clock.instant();
        Instant begun = now.minus(STUCK);
        int found = payments.open().countStuck(begun);
        stuck.set(found);
        if (found > 0) {
            List<Due<PaymentKey>> taken =
                    payments.open().claimStuck(begun, now.plus(InHand.LEASE), Math.min(AT_ONCE, inHand.room()));
            sweeps.run(
                    "payments",
                    found,
                    () -> taken.stream().map(this::take).toList(),
                    () -> payments.open().decided(taken.stream().map(Due::key).toList()),
                    () -> payments.open().countStuck(begun));
        }
    }
}
