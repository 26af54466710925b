package dev.florin.admin;

import dev.florin.admin.Light.Shine;
import dev.florin.platform.Outbox;
import dev.florin.platform.Outbox.Count;
import dev.florin.platform.PublicationView.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether events come to their listeners. */
final class EventLights {

    /** A listener writes to the database and does nothing else. */
    private static final Duration SLOW = Duration.ofSeconds(30);

    private EventLights() {}

    static List<Light> of(List<Count> counts, Instant now) {
        return List.of(
                underWay(counts, now),
                Light.counted(
                        "Failed events",
                        sum(counts, Status.FAILED),
                        Outbox.COUNTED,
                        "to be tried again within seconds",
                        "/admin/events?status=failed",
                        Shine.WAIT),
                Light.counted(
                        "Dead letters",
                        sum(counts, Status.DEAD),
                        Outbox.COUNTED,
                        "events that failed ten times",
                        "/admin/events?status=dead",
                        Shine.BAD));
    }

    private static Light underWay(List<Count> counts, Instant now) {
        Optional<Instant> oldest = counts.stream()
                .filter(count -> count.status() == Status.PUBLISHED || count.status() == Status.RESUBMITTED)
                .map(Count::oldest)
                .min(Comparator.naturalOrder());
        Duration age = oldest.map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
        return new Light(
                "Events on their way",
                oldest.map(_ -> Math.max(0, age.toSeconds()) + " s").orElse("none"),
                oldest.isPresent()
                        ? "is how long the oldest waits for its listener"
                        : "all listeners have done with all",
                age.compareTo(SLOW) > 0 ? Shine.WAIT : Shine.GOOD,
                "/admin/events?status=published");
    }

    private static long sum(List<Count> counts, Status status) {
        return counts.stream()
                .filter(count -> count.status() == status)
                .mapToLong(Count::number)
                .sum();
    }
}
