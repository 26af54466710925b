package dev.florin.webhooks;

import dev.florin.platform.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes up what is to be sent again, and what a crash or a full queue left behind. */
@Component
class Sweep {

    /** As many as an endpoint takes in some tenths of a second. */
    private static final int EACH = 300;

    private static final int AT_ONCE = 2000;
    private static final int ROUNDS = 10;
    private static final Duration PAUSE = Duration.ofMillis(80);
    private static final Duration LATE = Duration.ofMinutes(2);
    private static final int COUNTED = 1000;
    private static final Duration ORPHANED = Duration.ofMinutes(1);

    private final SweepRepository repository;
    private final Dispatch dispatch;
    private final InstantSource clock;

    Sweep(SweepRepository repository, Dispatch dispatch, InstantSource clock, Figures figures) {
        this.repository = repository;
        this.dispatch = dispatch;
        this.clock = clock;
        figures.add("florin.webhooks.backlog", "Deliveries that are not over", null, repository::countPending);
        figures.add(
                "florin.webhooks.late",
                "Deliveries to endpoints that take them, due for more than two minutes; at most 1000",
                null,
                () -> repository.countLate(clock.instant().minus(LATE), clock.instant(), COUNTED));
    }

    /** As long as there is a backlog, about ten times a second. */
    void sweep() throws InterruptedException {
        for (int round = 0; round < ROUNDS && (claim() >= EACH || isBacklog()); round++) {
            Thread.sleep(PAUSE);
        }
    }

    private int claim() {
        int most = Math.min(AT_ONCE, dispatch.room());
        if (most <= 0) {
            return 0;
        }
        Instant now = clock.instant();
        List<Parcel> claimed =
                repository.claim(now, now.plus(Dispatch.LEASE), dispatch.busy(EACH), dispatch.slow(), EACH, most);
        dispatch.send(claimed);
        return claimed.size();
    }

    private boolean isBacklog() {
        return !dispatch.busy(EACH).isEmpty();
    }

    void tidy() {
        repository.giveUpOrphans(clock.instant().minus(ORPHANED));
    }
}
