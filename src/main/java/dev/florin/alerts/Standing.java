package dev.florin.alerts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * An alert that has not ended.
 *
 * @param open whether it has stood long enough
 * @param missed how many looks in a row have not found it
 * @param toldAt when the operator was last told that it is open
 * @param toldSeverity how severe it was then
 * @param silencedUntil null if nobody has silenced it
 */
record Standing(
        UUID id,
        String name,
        String key,
        String watch,
        Severity severity,
        String summary,
        boolean open,
        int missed,
        @Nullable Instant toldAt,
        @Nullable Severity toldSeverity,
        @Nullable Instant silencedUntil) {

    List<String> identity() {
        return List.of(name, key);
    }

    boolean told() {
        return toldAt != null;
    }

    boolean toldBefore(Instant time) {
        return toldAt != null && toldAt.isBefore(time);
    }

    /** Than when the operator was last told. */
    boolean worse() {
        return toldSeverity != null && severity.compareTo(toldSeverity) > 0;
    }

    boolean silenced(Instant now) {
        return silencedUntil != null && now.isBefore(silencedUntil);
    }

    Level level() {
        return severity == Severity.CRITICAL ? Level.ERROR : Level.WARN;
    }
}
