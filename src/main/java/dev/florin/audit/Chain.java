package dev.florin.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Entries that hang together, each by the hash of the one before it: those of one merchant, or those that belong to none.
 *
 * @param id of the merchant, or {@link #PLATFORM}'s
 */
public record Chain(UUID id) {

    /** What belongs to no merchant: operators, Florin itself, and people whom nobody knows. */
    public static final Chain PLATFORM = new Chain(new UUID(0, 0));

    /** @param merchant null for the platform's own */
    public static Chain of(@Nullable UUID merchant) {
        return merchant == null ? PLATFORM : new Chain(merchant);
    }

    /** Null for the platform's own. */
    public @Nullable UUID merchant() {
        return equals(PLATFORM) ? null : id;
    }
}
