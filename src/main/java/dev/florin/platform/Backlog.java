package dev.florin.platform;

import dev.florin.kernel.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Work of a module's that waits: each module that does some in the background has a bean of this. */
public interface Backlog {

    /** What waits, such as {@code payments}. */
    String name();

    Waiting of(Tenant tenant);

    /**
     * @param pending how many wait, or are in hand
     * @param oldest since when the oldest one waits; null if none does
     */
    record Waiting(long pending, @Nullable Instant oldest) {}
}
