package dev.florin.portal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What a visitor has picked in an {@code <input type=datetime-local>}. */
public final class PickedTime {

    private PickedTime() {}

    /** @return null where nothing was picked, or no time */
    public static @Nullable Instant of(@Nullable String text, ZoneId zone) {
        try {
            return text == null || text.isBlank()
                    ? null
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
