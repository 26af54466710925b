package dev.florin.portal;

import java.time.Duration;

/** How long an old secret or key stays good beside its successor. */
public enum Overlap {
    NONE("Not at all: it has leaked", Duration.ZERO),
    HOUR("1 hour", Duration.ofHours(1)),
    DAY("24 hours", Duration.ofDays(1)),
    WEEK("7 days", Duration.ofDays(7));

    private final String title;
    private final Duration duration;

    Overlap(String title, Duration duration) {
        this.title = title;
        this.duration = duration;
    }

    public String title() {
        return title;
    }

    public Duration duration() {
        return duration;
    }
}
