package dev.florin.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries; what is null does not matter.
 *
 * @param actor the actor's name, whole, in any case: an e-mail address, a key's id
 * @param action how the action begins: {@code key.} finds all that was done to keys
 * @param subject a public id, whole
 * @param from inclusive
 * @param to exclusive
 */
public record Filter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** All. */
    public static final Filter NONE = new Filter(null, null, null, null, null);
}
