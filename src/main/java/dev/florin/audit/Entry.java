package dev.florin.audit;

import dev.florin.kernel.TypeId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Deed} as it was recorded.
 *
 * @param seq its place in its chain, from 1, without gaps
 * @param id sorts by time, and is the cursor of lists
 * @param at to the microsecond
 * @param before JSON text of an object, to the letter as its hash is made over it; so is {@code after}
 * @param hash SHA-256 over all of this and the hash of the entry before, as {@link Seal} tells; lower-case hexadecimal
 */
public record Entry(
        Chain chain,
        long seq,
        UUID id,
        Instant at,
        @Nullable Boolean live,
        Actor actor,
        String action,
        @Nullable String subject,
        @Nullable String before,
        @Nullable String after,
        Origin origin,
        String hash) {

    /** The prefix of its id in the world outside. */
    public static final String PREFIX = "aud";

    /** {@code aud_…} */
    public String publicId() {
        return TypeId.format(PREFIX, id);
    }

    /** What it was, by name; null if nothing was said. */
    public @Nullable Map<String, Object> was() {
        return Facts.read(before);
    }

    /** What it became, by name; null if nothing was said. */
    public @Nullable Map<String, Object> became() {
        return Facts.read(after);
    }

    /** This one with its hash, given the one of the entry before. */
    Entry sealed(String earlier) {
        return new Entry(
                chain, seq, id, at, live, actor, action, subject, before, after, origin, Seal.of(this, earlier));
    }
}
