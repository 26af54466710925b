package dev.florin.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The tables that take turns: one week's requests go into one of eight, and when its turn comes again it has been emptied.
 * So old requests cost no deletion, and no table has to be made or dropped while Florin runs.
 */
final class Weeks {

    static final int SLOTS = 8;

    /** Five weeks touch six of the tables; one more is being written to soon, and one is to spare. */
    static final Duration LONGEST = Duration.ofDays(35);

    private static final long WEEK = Duration.ofDays(7).toMillis();

    private Weeks() {}

    static int slot(RequestId id) {
        return slot(week(id.at()));
    }

    /** Those with nothing in them that is younger than {@code oldest}, and nothing that will be written by next week. */
    static Set<Integer> over(Instant oldest, Instant now) {
        Set<Integer> over = new HashSet<>(IntStream.range(0, SLOTS).boxed().toList());
        LongStream.rangeClosed(week(oldest), week(now) + 1).forEach(week -> over.remove(slot(week)));
        return over;
    }

    private static long week(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), WEEK);
    }

    private static int slot(long week) {
        return (int) Math.floorMod(week, (long) SLOTS);
    }
}
