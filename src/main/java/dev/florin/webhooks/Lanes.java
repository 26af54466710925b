package dev.florin.webhooks;

import dev.florin.webhooks.Lane.Sent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: endpoints take turns, each has a few attempts in flight, and slow ones never more than half of all,
 * so that they cost the others nothing.
 */
final class Lanes {

    /** How many parcels may wait for one endpoint; the rest waits in the database. */
    static final int LONGEST = 1000;

    private static final int MOST_WAITING = 20_000;

    private final int most;
    private final int mostPerEndpoint;
    private final Map<EndpointId, Lane> lanes = new HashMap<>();
    private final Deque<Lane> fast = new ArrayDeque<>();
    private final Deque<Lane> slow = new ArrayDeque<>();
    private int inFlight;
    private int slowInFlight;
    private int waiting;

    Lanes(int most, int mostPerEndpoint) {
        this.most = most;
        this.mostPerEndpoint = mostPerEndpoint;
    }

    /** A parcel whose turn it is. @param slow whether it takes of the room for slow endpoints */
    record Turn(Parcel parcel, Lane lane, boolean slow) {}

    /** Whether there is room for more than is on its way here already. */
    synchronized boolean takes(EndpointId endpoint) {
        Lane lane = lanes.get(endpoint);
        return waiting < MOST_WAITING && (lane == null || lane.waiting() < (lane.isSlow() ? Lane.FEW : LONGEST));
    }

    /** @return false if there is no room even for what many had to find room for at the same time */
    synchronized boolean add(Parcel parcel) {
        Lane lane = lanes.computeIfAbsent(parcel.endpoint(), _ -> new Lane());
        if (lane.waiting() >= 2 * LONGEST || waiting >= 2 * MOST_WAITING) {
            return false;
        }
        lane.add(parcel);
        waiting++;
        queue(lane);
        return true;
    }

    /** Whoever gets a turn ends it. */
    synchronized Optional<Turn> next() {
        if (inFlight >= most) {
            return Optional.empty();
        }
        Lane lane = take(fast, false);
        if (lane == null && slowInFlight < most / 2) {
            lane = take(slow, true);
        }
        if (lane == null) {
            return Optional.empty();
        }
        Turn turn = new Turn(lane.start(), lane, lane.isSlow());
        waiting--;
        inFlight++;
        slowInFlight += turn.slow() ? 1 : 0;
        queue(lane);
        return Optional.of(turn);
    }

    synchronized void end(Turn turn, Duration took, Sent sent) {
        inFlight--;
        slowInFlight -= turn.slow() ? 1 : 0;
        Lane lane = turn.lane();
        lane.end(took, sent);
        queue(lane);
        if (lane.isIdle() && !lane.isSlow()) {
            lanes.remove(turn.parcel().endpoint(), lane);
        }
    }

    private void queue(Lane lane) {
        if (!lane.isQueued() && lane.mayStart(mostPerEndpoint)) {
            lane.queued(true);
            (lane.isSlow() ? slow : fast).add(lane);
        }
    }

    /** The first that may still start something; what has changed its pace since goes to the other queue. */
    private @Nullable Lane take(Deque<Lane> queue, boolean isSlow) {
        Lane lane = queue.poll();
        while (lane != null) {
            lane.queued(false);
            if (lane.isSlow() == isSlow && lane.mayStart(mostPerEndpoint)) {
                return lane;
            }
            queue(lane);
            lane = queue.poll();
        }
        return null;
    }

    synchronized int room() {
        return MOST_WAITING - waiting;
    }

    synchronized int inFlight() {
        return inFlight;
    }

    /** Endpoints for which enough waits here. */
    synchronized List<EndpointId> busy(int enough) {
        return endpoints(lane -> lane.waiting() >= (lane.isSlow() ? Lane.FEW : enough));
    }

    synchronized List<EndpointId> slow() {
        return endpoints(Lane::isSlow);
    }

    private List<EndpointId> endpoints(Predicate<Lane> which) {
        return lanes.entrySet().stream()
                .filter(lane -> which.test(lane.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized void clear() {
        lanes.clear();
        fast.clear();
        slow.clear();
        waiting = 0;
    }
}
