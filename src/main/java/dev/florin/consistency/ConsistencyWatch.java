package dev.florin.consistency;

import dev.florin.alerts.Alert;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Calls an operator when something does not hang together that nobody knows about, or when nobody looks. */
@Component
class ConsistencyWatch implements Watch {

    private static final String PAGE = "/admin/consistency";

    /** Some hundred times its pause. */
    private static final Duration STANDSTILL = Duration.ofMinutes(30);

    /** A night, and half a day for what is many. */
    private static final Duration LONG_AGO = Duration.ofHours(36);

    private final Consistency consistency;
    private final InstantSource clock;

    ConsistencyWatch(Consistency consistency, InstantSource clock) {
        this.consistency = consistency;
        this.clock = clock;
    }

    /** What was found was looked at twice: there is nothing to wait for. */
    @Override
    public boolean tellsAtOnce() {
        return true;
    }

    @Override
    public List<Alert> look() {
        Instant now = clock.instant();
        List<Alert> alerts = new ArrayList<>();
        for (Standing standing : consistency.standings()) {
            if (standing.alarming() > 0) {
                alerts.add(found(standing));
            }
            if (isStandingStill(standing, now)) {
                alerts.add(standstill(standing));
            }
        }
        return alerts;
    }

    private static Alert found(Standing standing) {
        return new Alert(
                "discrepancies",
                standing.name(),
                Severity.CRITICAL,
                "%d discrepancies of %s".formatted(standing.alarming(), standing.name()),
                "Change nothing by hand: see what differs, keep the database and its backups as they are, and find out how"
                        + " it came about.",
                PAGE);
    }

    private static boolean isStandingStill(Standing standing, Instant now) {
        Instant upTo = standing.upTo();
        var whole = standing.whole();
        return upTo != null && upTo.isBefore(now.minus(STANDSTILL))
                || whole != null && whole.at().isBefore(now.minus(LONG_AGO));
    }

    private static Alert standstill(Standing standing) {
        String failure = standing.failure();
        return new Alert(
                "checks-stand-still",
                standing.name(),
                Severity.WARNING,
                "%s has not looked for long%s".formatted(standing.name(), failure == null ? "" : ": " + failure),
                "See whether its jobs, consistency.patrol and consistency.inspect, run, and what they fail with.",
                "/admin/jobs");
    }
}
