package dev.florin.alerts;

import dev.florin.alerts.AlertView.Silence;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Rejection;
import dev.florin.platform.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What needs an operator, and what did. */
@Component
public class Alerts {

    /** For longer nobody may be deaf. */
    public static final Duration LONGEST_SILENCE = Duration.ofDays(30);

    private static final int LONGEST_REASON = 500;

    private final AlertRepository alerts;
    private final Ways ways;
    private final InstantSource clock;

    Alerts(AlertRepository alerts, Ways ways, InstantSource clock) {
        this.alerts = alerts;
        this.ways = ways;
        this.clock = clock;
    }

    /** Those that stand, critical ones first; also those that have not stood long enough to be told. */
    public List<AlertView> standing() {
        return alerts.open(clock.instant());
    }

    /** Those that have ended, the last one first. @param after the last one of the page before */
    public Page<AlertView> ended(@Nullable Cursor after, int limit) {
        List<AlertView> read = alerts.ended(after, limit + 1, clock.instant());
        boolean more = read.size() > limit;
        return new Page<>(more ? read.subList(0, limit) : read, more, false);
    }

    /** When all watches were asked last; the epoch if never. */
    public Instant lastLook() {
        return alerts.lastLook();
    }

    /** How the operator is told, in words; empty if in no way but the log. */
    public List<String> ways() {
        return ways.inWords();
    }

    /**
     * Has nobody told of an alert for a while, whether it stands now or comes again. It is still seen, and told after that
     * if it stands then.
     *
     * @param length up to {@link #LONGEST_SILENCE}
     * @param reason for those who come after, 1–500 characters
     * @param person who wants it so
     * @throws Rejection {@code alert_not_found}, {@code reason_missing}, {@code silence_too_long}
     */
    public void silence(String name, String key, Duration length, String reason, String person) {
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw new ReasonMissing();
        }
        if (!length.isPositive() || length.compareTo(LONGEST_SILENCE) > 0) {
            throw new SilenceTooLong();
        }
        if (!alerts.isKnown(name, key)) {
            throw new AlertNotFound();
        }
        alerts.silence(name, key, new Silence(clock.instant().plus(length), why, person));
    }

    /** @return false if it was not silenced */
    public boolean endSilence(String name, String key) {
        return alerts.endSilence(name, key) > 0;
    }

    static final class AlertNotFound extends Rejection {
        AlertNotFound() {
            super(Kind.NOT_FOUND, "alert_not_found", "There is no such alert, and has not been one lately.");
        }
    }

    static final class ReasonMissing extends Rejection {
        ReasonMissing() {
            super(
                    Kind.INVALID,
                    "reason_missing",
                    "Say in up to 500 characters why nobody needs to be told of it.",
                    "reason");
        }
    }

    static final class SilenceTooLong extends Rejection {
        SilenceTooLong() {
            super(Kind.INVALID, "silence_too_long", "An alert can be silenced for up to 30 days.", "hours");
        }
    }
}
