package dev.florin.webhooks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What waits for one endpoint, and how it has fared. Not thread-safe: {@link Lanes} guards it.
 *
 * <p>One attempt shows what an endpoint is like before there are several at once. A slow one shares half of the room with
 * the other slow ones; one that does not answer in time has a single attempt there.
 */
final class Lane {

    /** How many parcels may wait for a slow endpoint: what waits long loses its lease. */
    static final int FEW = 8;

    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Deque<Parcel> waiting = new ArrayDeque<>();
    private int inFlight;
    private Pace pace = Pace.UNKNOWN;
    private boolean queued;

    private enum Pace {
        UNKNOWN,
        FAST,
        SLOW,
        DEAD
    }

    /** What came of a turn. */
    enum Sent {
        NOT_AT_ALL,
        ANSWERED,
        UNANSWERED
    }

    boolean isSlow() {
        return pace == Pace.SLOW || pace == Pace.DEAD;
    }

    boolean isIdle() {
        return waiting.isEmpty() && inFlight == 0;
    }

    int waiting() {
        return waiting.size();
    }

    void add(Parcel parcel) {
        waiting.add(parcel);
    }

    boolean mayStart(int most) {
        int allowed = pace == Pace.FAST || pace == Pace.SLOW ? most : 1;
        return !waiting.isEmpty() && inFlight < allowed;
    }

    Parcel start() {
        inFlight++;
        return waiting.remove();
    }

    void end(Duration took, Sent sent) {
        inFlight--;
        if (sent != Sent.NOT_AT_ALL) {
            pace = took.compareTo(SLOW) < 0 ? Pace.FAST : sent == Sent.ANSWERED ? Pace.SLOW : Pace.DEAD;
        }
    }

    /** Whether it stands in a queue of lanes. */
    boolean isQueued() {
        return queued;
    }

    void queued(boolean now) {
        queued = now;
    }
}
