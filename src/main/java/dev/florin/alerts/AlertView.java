package dev.florin.alerts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert, for people.
 *
 * @param openedAt null while it has not stood long enough to be told
 * @param seenAt when a look last found it
 * @param endedAt null while it stands
 * @param toldAt when the operator was last told of it; null if never
 * @param untold how many notices of it are still on their way
 * @param trouble why the last of them did not arrive; null if nothing is wrong
 * @param silence null if it is told as usual
 */
public record AlertView(
        UUID id,
        String name,
        String key,
        Severity severity,
        String summary,
        String whatToDo,
        @Nullable String href,
        Instant firstSeenAt,
        Instant seenAt,
        @Nullable Instant openedAt,
        @Nullable Instant endedAt,
        @Nullable Instant toldAt,
        int untold,
        @Nullable String trouble,
        @Nullable Silence silence) {

    /** @param person who said so, and {@code reason} why */
    public record Silence(Instant until, String reason, String person) {}
}
