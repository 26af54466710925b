package dev.florin.consistency;

import dev.florin.consistency.Check.Span;
import dev.florin.consistency.Comparison.CouldNotLook;
import dev.florin.consistency.Comparison.Looked;
import dev.florin.consistency.ProgressRepository.Progress;
import dev.florin.consistency.Standing.Look;
import dev.florin.platform.Horizon;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /** So much time at once, as it is looked at in one snapshot; more where little happened in it. */
    private static final Duration STEP = Duration.ofSeconds(5);

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
        Map<Instant, List<Check>> abreast = new LinkedHashMap<>();
        for (Check check : checks) {
            try {
                findings.review(check);
                if (check.isContinuous()) {
                    abreast.computeIfAbsent(from(known.get(check.name()), upTo), _ -> new ArrayList<>())
                            .add(check);
                }
            } catch (RuntimeException e) {
                failed(check, e);
            }
        }
        abreast.forEach((from, some) -> run(some, from, upTo));
    }

    /** What was stored before the first run, looking at everything finds. */
    private static Instant from(@Nullable Progress known, Instant horizon) {
        return known == null || known.upTo() == null ? horizon : known.upTo();
    }

    private void failed(Check check, RuntimeException e) {
        log.warn("{} could not look; it tries again", check.name(), e);
        progress.failed(check.name(), String.valueOf(e.getMessage()));
    }

    /** Those that have come equally far: nearly always all of them. */
    private void run(List<Check> some, Instant begin, Instant horizon) {
        Instant at = clock.instant();
        long begun = System.nanoTime();
        List<Check> looking = new ArrayList<>(some);
        Map<String, Look> looks = new LinkedHashMap<>();
        some.forEach(check -> looks.put(check.name(), new Look(at, Duration.ZERO, 0)));
        Instant from = begin;
        Duration step = STEP;
        do {
            Instant before = from.plus(step).isBefore(horizon) ? from.plus(step) : horizon;
            int most = 0;
            if (from.isBefore(before)) {
                for (Looked looked : look(looking, new Span(from, before))) {
                    looks.computeIfPresent(looked.check().name(), (_, look) -> look.plus(looked.took(), looked.over()));
                    most = Math.max(most, looked.over());
                }
            }
            step = most < FEW ? step.multipliedBy(4) : STEP;
            from = before.isAfter(from) ? before : from;
            looks.keySet().retainAll(looking.stream().map(Check::name).toList());
            progress.ran(looks, from);
        } while (from.isBefore(horizon) && !looking.isEmpty() && System.nanoTime() - begun < BUDGET.toNanos());
    }

    /** @param looking without those that could not, afterwards */
    private List<Looked> look(List<Check> looking, Span span) {
        while (!looking.isEmpty()) {
            try {
                List<Looked> all = comparison.look(looking, span);
                all.stream().filter(looked -> !looked.suspects().isEmpty()).forEach(looked -> confirm(looked, looking));
                return all;
            } catch (CouldNotLook e) {
                failed(e.check(), e);
                looking.remove(e.check());
            }
        }
        return List.of();
    }

    private void confirm(Looked looked, List<Check> looking) {
        Check check = looked.check();
        try {
            findings.keep(check, comparison.confirmed(check, looked.suspects()));
        } catch (RuntimeException e) {
            failed(check, e);
            looking.remove(check);
        }
    }
}
