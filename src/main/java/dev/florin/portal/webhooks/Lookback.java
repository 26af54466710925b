package dev.florin.portal.webhooks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Since when failed deliveries are sent again. */
enum Lookback {
    HOUR("the last hour", Duration.ofHours(1)),
    DAY("the last 24 hours", Duration.ofDays(1)),
    WEEK("the last 7 days", Duration.ofDays(7)),
    ALL("all that is kept", null);

    private final String title;
    private final @Nullable Duration duration;

    Lookback(String title, @Nullable Duration duration) {
        this.title = title;
        this.duration = duration;
    }

    public String title() {
        return title;
    }

    @Nullable
    Instant before(Instant now) {
        return duration == null ? null : now.minus(duration);
    }
}
