package dev.florin.platform;

import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Rejection;
import dev.florin.platform.PublicationView.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What modules have told each other and somebody has not yet taken note of, for the people who run Florin. Nothing here
 * calls a listener: what is to be tried again is put where {@code publications.recover}, of which one runs for all
 * instances, takes it up within some seconds. So whoever asks for it, and how often at once, it is tried once.
 */
@Component
public class Outbox {

    /** Above that, counts say how many at least: counting on would cost more than anybody learns from it. */
    public static final int COUNTED = 10_000;

    /** How many {@link #resubmit} and {@link #dismiss} take at once. */
    public static final int AT_ONCE = 1000;

    private final OutboxRepository publications;
    private final InstantSource clock;

    Outbox(OutboxRepository publications, InstantSource clock) {
        this.publications = publications;
        this.clock = clock;
    }

    /** How many there are for each listener, in each status in which there are any. */
    public List<Count> counts() {
        return publications.counts();
    }

    /** Those that the filter lets through, the longest published first. */
    public Page<PublicationView> list(Filter filter, @Nullable Cursor after, int limit) {
        List<PublicationView> read = publications.list(filter, after, limit + 1);
        boolean more = read.size() > limit;
        return new Page<>(more ? read.subList(0, limit) : read, more, false);
    }

    /** @throws Rejection {@code publication_not_found}, also when its listener has done with it */
    public PublicationView find(UUID id) {
        return publications.find(id).orElseThrow(PublicationNotFound::new);
    }

    /**
     * Has up to {@link #AT_ONCE} of those that the filter lets through tried anew, ten times: failed ones, dead ones and
     * dismissed ones. Those that a listener may have in hand are left to it. In the caller's transaction, if there is one.
     *
     * @return which those are
     * @throws Rejection {@code publication_in_hand} if the filter is for such
     */
    public List<UUID> resubmit(Filter filter) {
        return switch (filter.status()) {
            case PUBLISHED, RESUBMITTED -> throw new PublicationInHand();
            case FAILED -> publications.beginAnew(filter, AT_ONCE);
            case DEAD, DISMISSED -> publications.revive(filter, AT_ONCE);
        };
    }

    /**
     * Puts up to {@link #AT_ONCE} dead ones that the filter lets through aside for good. They are kept, and can be
     * resubmitted still.
     *
     * @param reason for those who come after, 1–500 characters
     * @return which those are
     * @throws Rejection {@code reason_missing}
     */
    public List<UUID> dismiss(Filter filter, String reason) {
        String why = reason.strip();
        if (why.isEmpty() || why.length() > 500) {
            throw new ReasonMissing();
        }
        return filter.status() == Status.DEAD ? publications.dismiss(filter, why, clock.instant(), AT_ONCE) : List.of();
    }

    /**
     * @param number at most {@link #COUNTED}, which means that many or more
     * @param oldest when the first of them was published
     */
    public record Count(String listener, Status status, long number, Instant oldest) {

        /** The module that listens. */
        public String module() {
            return PublicationView.moduleOf(listener);
        }

        /** {@code 12}, or {@code 10,000+}. */
        public String figure() {
            return number >= COUNTED ? "%,d+".formatted(COUNTED) : "%,d".formatted(number);
        }
    }

    /**
     * Which publications are meant; null means any.
     *
     * @param event the class of the event
     * @param before when they were published at the latest
     * @param id this one alone
     */
    public record Filter(
            Status status,
            @Nullable String listener,
            @Nullable String event,
            @Nullable Instant before,
            @Nullable UUID id) {}

    static final class PublicationNotFound extends Rejection {
        PublicationNotFound() {
            super(
                    Kind.NOT_FOUND,
                    "publication_not_found",
                    "There is no such publication: most likely its listener has done with it.");
        }
    }

    static final class PublicationInHand extends Rejection {
        PublicationInHand() {
            super(
                    Kind.CONFLICT,
                    "publication_in_hand",
                    "Its listener may be at work on it. If nothing is heard of it for 30 seconds, it counts as failed.");
        }
    }

    static final class ReasonMissing extends Rejection {
        ReasonMissing() {
            super(
                    Kind.INVALID,
                    "reason_missing",
                    "Say in up to 500 characters why nothing is to be done about it.",
                    "reason");
        }
    }
}
