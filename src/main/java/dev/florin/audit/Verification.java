package dev.florin.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking whether entries are as they were recorded.
 *
 * @param at when it was begun
 * @param full whether every entry was looked at, or only those since the last time
 * @param chains how many were looked at
 * @param entries how many were looked at, in all chains
 * @param breaks the first broken entry of each chain that has one; empty if all is well
 * @param heads one hash over the ends of the sound chains: kept elsewhere, it tells later whether all was made anew.
 *     SHA-256 over a line {@code <chain> <seq> <hash>} and a line feed for each, by chain; lower-case hexadecimal
 */
public record Verification(Instant at, boolean full, long chains, long entries, List<Break> breaks, String heads) {

    public Verification {
        breaks = List.copyOf(breaks);
    }

    /** All that was looked at is as it was recorded. */
    public boolean sound() {
        return breaks.isEmpty();
    }

    /**
     * Where a chain is broken.
     *
     * @param seq the first entry that is not as it should be, or that should be there and is not
     * @param entry its public id; null if there is no such entry
     * @param reason for people: what is wrong with it
     */
    public record Break(Chain chain, long seq, @Nullable String entry, String reason) {}
}
