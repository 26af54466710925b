package dev.florin.settlements;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When a merchant's days end. A settlement is of one of them, or of what was before the first. */
final class CutOffs {

    private CutOffs() {}

    /** The last midnight in the zone at or before a time; where there is none, the first moment of that day. */
    static Instant last(Instant time, ZoneId zone) {
        return time.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }

    /** The first one after a time. */
    static Instant next(Instant time, ZoneId zone) {
        LocalDate day = time.atZone(zone).toLocalDate();
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
