package dev.florin.alerts;

import dev.florin.alerts.Notices.Notice;
import dev.florin.alerts.Way.NotTold;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells the operator, and goes on until it has. A crash on the way tells a thing twice, and never not at all. */
@Component
class Teller {

    /** Longer than the slowest mail server and the slowest endpoint take, for all that is claimed at once. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Logger log = LoggerFactory.getLogger(Teller.class);

    private final Ways ways;
    private final Notices notices;
    private final InstantSource clock;

    Teller(Ways ways, Notices notices, InstantSource clock) {
        this.ways = ways;
        this.notices = notices;
        this.clock = clock;
    }

    /** Tells what is due. No transaction is open meanwhile. */
    void tell() {
        for (Way way : ways.all()) {
            List<Notice> due = notices.claim(way, clock.instant(), LEASE).stream()
                    .sorted(Comparator.comparing(Notice::id))
                    .toList();
            if (!due.isEmpty()) {
                (way.together() ? List.of(due) : due.stream().map(List::of).toList()).forEach(part -> tell(way, part));
            }
        }
    }

    private void tell(Way way, List<Notice> part) {
        try {
            way.tell(part);
            part.forEach(notice -> notices.told(notice.id()));
        } catch (NotTold e) {
            Instant now = clock.instant();
            part.forEach(
                    notice -> notices.failed(notice.id(), String.valueOf(e.getMessage()), now.plus(pause(notice))));
            log.warn("The operator could not be told by {}; it is tried again: {}", way.inWords(), e.getMessage());
        }
    }

    private static Duration pause(Notice notice) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(notice.tries() - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
