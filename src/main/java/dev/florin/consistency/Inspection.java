package dev.florin.consistency;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.ProgressRepository.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at everything: every night, when somebody wants it, and when a check is new. It goes a portion at a time and keeps
 * how far it has come, so that a restart costs a portion.
 */
@Component
class Inspection {

    /** Enough for one run; the next goes on from there. */
    private static final Duration BUDGET = Duration.ofSeconds(45);

    private static final Logger log = LoggerFactory.getLogger(Inspection.class);

    private final List<Check> checks;
    private final Comparison comparison;
    private final Findings findings;
    private final ProgressRepository progress;
    private final InstantSource clock;
    private final LocalTime nightly;

    Inspection(
            List<Check> checks,
            Comparison comparison,
            Findings findings,
            ProgressRepository progress,
            InstantSource clock,
            ConsistencyProperties properties) {
        this.checks = checks;
        this.comparison = comparison;
        this.findings = findings;
        this.progress = progress;
        this.clock = clock;
        this.nightly = properties.nightly();
    }

    /** Begins what is due, and goes on with what is under way. */
    void run() {
        progress.add(checks.stream().map(Check::name).toList());
        long deadline = System.nanoTime() + BUDGET.toNanos();
        for (Check check : checks) {
            try {
                progress.find(check.name()).ifPresent(known -> run(check, known, deadline));
            } catch (RuntimeException e) {
                log.warn("{} could not look at everything; it goes on from there", check.name(), e);
                progress.failed(check.name(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void run(Check check, Progress known, long deadline) {
        if (known.wanted() || isDue(known)) {
            progress.begin(check.name(), clock.instant());
            walk(check, null, deadline);
        } else if (known.walk() != null) {
            walk(check, known.walkAfter(), deadline);
        }
    }

    private boolean isDue(Progress known) {
        Instant last = known.dueSince();
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        OffsetDateTime tonight = now.with(nightly);
        OffsetDateTime due = tonight.isAfter(now) ? tonight.minusDays(1) : tonight;
        return last == null || last.isBefore(due.toInstant());
    }

    private void walk(Check check, @Nullable String from, long deadline) {
        String after = from;
        do {
            long begun = System.nanoTime();
            Portion portion = comparison.all(check, after);
            List<Discrepancy> suspects = comparison.suspects(check, portion.subjects());
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            findings.keep(check, comparison.confirmed(check, suspects));
            after = portion.next();
            if (after == null) {
                progress.end(check.name(), portion.subjects().size(), took, clock.instant());
            } else {
                progress.advance(check.name(), after, portion.subjects().size(), took);
            }
        } while (after != null && System.nanoTime() < deadline);
    }

    /** What came of looking at everything at once. @param over how many were looked at */
    record Result(
            Check check,
            long over,
            Duration took,
            List<Discrepancy> found,
            @Nullable String failure) {}

    /** Looks at everything, writes nothing down, and tells. */
    Result lookOnly(Check check) {
        long begun = System.nanoTime();
        List<Discrepancy> suspects = new ArrayList<>();
        long over = 0;
        Optional<String> failure = Optional.empty();
        List<Discrepancy> found = List.of();
        try {
            String after = null;
            do {
                Portion portion = comparison.all(check, after);
                suspects.addAll(comparison.suspects(check, portion.subjects()));
                over += portion.subjects().size();
                after = portion.next();
            } while (after != null && suspects.size() < Findings.MOST);
            found = comparison.confirmed(check, suspects);
        } catch (RuntimeException e) {
            log.debug("{} could not look", check.name(), e);
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
        return new Result(check, over, Duration.ofNanos(System.nanoTime() - begun), found, failure.orElse(null));
    }
}
