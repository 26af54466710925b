package dev.florin.consistency;

import dev.florin.consistency.Check.Span;
import dev.florin.consistency.ProgressRepository.Progress;
import dev.florin.consistency.Standing.Look;
import dev.florin.platform.Horizon;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at what is new: each check at what was stored between its watermark and the horizon, before which nothing can
 * still be on its way into the database.
 */
@Component
class Patrol {

    /** The horizon waits for open transactions in any case. */
    private static final Duration LAG = Duration.ofSeconds(2);

    /** After a standstill, so much time at once; more where little happened in it. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private static final int FEW = 1000;

    /** Enough for one run; the next goes on from there. */
    private static final Duration BUDGET = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(Patrol.class);

    private final List<Check> checks;
    private final Comparison comparison;
    private final Findings findings;
    private final ProgressRepository progress;
    private final Horizon horizon;
    private final InstantSource clock;

    Patrol(
            List<Check> checks,
            Comparison comparison,
            Findings findings,
            ProgressRepository progress,
            Horizon horizon,
            InstantSource clock) {
        this.checks = checks;
        this.comparison = comparison;
        this.findings = findings;
        this.progress = progress;
        this.horizon = horizon;
        this.clock = clock;
    }

    void run() {
        progress.add(checks.stream().map(Check::name).toList());
        Map<String, Progress> known =
                progress.all().stream().collect(Collectors.toMap(Progress::name, Function.identity()));
        Instant upTo = horizon.at(LAG).toInstant();
        for (Check check : checks) {
            try {
                findings.review(check);
                if (check.isContinuous()) {
                    run(check, known.get(check.name()), upTo);
                }
            } catch (RuntimeException e) {
                log.warn("{} could not look; it tries again", check.name(), e);
                progress.failed(check.name(), String.valueOf(e.getMessage()));
            }
        }
    }

    /** What was stored before the first run, looking at everything finds. */
    private void run(Check check, @Nullable Progress known, Instant horizon) {
        Instant at = clock.instant();
        long begun = System.nanoTime();
        Instant from = known == null || known.upTo() == null ? horizon : known.upTo();
        Duration step = STEP;
        long over = 0;
        do {
            Instant before = from.plus(step).isBefore(horizon) ? from.plus(step) : horizon;
            int seen = from.isBefore(before) ? look(check, new Span(from, before)) : 0;
            over += seen;
            step = seen < FEW ? step.multipliedBy(4) : STEP;
            from = before.isAfter(from) ? before : from;
            progress.ran(check.name(), from, new Look(at, Duration.ofNanos(System.nanoTime() - begun), over));
        } while (from.isBefore(horizon) && System.nanoTime() - begun < BUDGET.toNanos());
    }

    private int look(Check check, Span span) {
        List<Subject> subjects = comparison.changed(check, span);
        findings.keep(check, comparison.confirmed(check, comparison.suspects(check, subjects)));
        return subjects.size();
    }
}
