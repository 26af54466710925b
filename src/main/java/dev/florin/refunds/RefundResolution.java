package dev.florin.refunds;

import dev.florin.consistency.Sweeps;
import dev.florin.platform.InHand;
import dev.florin.platform.InHand.Step;
import dev.florin.platform.OpenRows.Due;
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
 * Takes up refunds that nobody has in hand: whose acquirer's callback has not come, or whose instance died. Any number of
 * instances may do so at once: each claims its own rows.
 */
@Component
class RefundResolution {

    /** When an open refund counts as stuck (MISSION R1). */
    static final Duration STUCK = Duration.ofMinutes(10);

    private static final int AT_ONCE = 200;
    private static final Logger log = LoggerFactory.getLogger(RefundResolution.class);

    private final RefundRepository refunds;
    private final Refunding refunding;
    private final InHand<RefundKey> inHand;
    private final InstantSource clock;
    private final Sweeps sweeps;
    private final AtomicInteger stuck = new AtomicInteger();

    RefundResolution(
            RefundRepository refunds,
            Refunding refunding,
            InHand<RefundKey> inHand,
            InstantSource clock,
            Sweeps sweeps,
            MeterRegistry metrics) {
        this.refunds = refunds;
        this.refunding = refunding;
        this.inHand = inHand;
        this.clock = clock;
        this.sweeps = sweeps;
        Gauge.builder("florin.refunds.stuck", stuck, AtomicInteger::get)
                .description("Refunds open for more than 10 minutes, as of the last reconciliation")
                .register(metrics);
    }

    void sweep() {
        int most = Math.min(AT_ONCE, inHand.room());
        if (most > 0) {
            Instant now = clock.instant();
            refunds.open().claimDue(now, now.plus(InHand.LEASE), most).forEach(this::take);
        }
    }

    private Step<RefundView> take(Due<RefundKey> due) {
        return inHand.take(due.key(), () -> resolve(due));
    }

    private RefundView resolve(Due<RefundKey> due) {
        RefundKey key = due.key();
        RefundView refund = refunds.find(key.tenant(), key.id()).orElseThrow();
        RefundView known = refund.isPending() ? refunding.resolve(refund) : refund;
        if (known.isPending()) {
            refunds.open().putOff(List.of(key), clock.instant().plus(InHand.pause(due.tries())));
        } else {
            log.info("{} is {}, found out by asking", key, known.status().wire());
        }
        return known;
    }

    /** Asks about all that is stuck, whatever its pause and whoever has it in hand, and tells what came of it. */
    void reconcileStuck() {
        Instant now = clock.instant();
        Instant begun = now.minus(STUCK);
        int found = refunds.open().countStuck(begun);
        stuck.set(found);
        if (found > 0) {
            List<Due<RefundKey>> taken =
                    refunds.open().claimStuck(begun, now.plus(InHand.LEASE), Math.min(AT_ONCE, inHand.room()));
            sweeps.run(
                    "refunds",
                    found,
                    () -> taken.stream().map(this::take).toList(),
                    () -> refunds.open().decided(taken.stream().map(Due::key).toList()),
                    () -> refunds.open().countStuck(begun));
        }
    }
}
