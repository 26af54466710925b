package dev.florin.consistency;

import dev.florin.consistency.FindingRepository.Count;
import dev.florin.consistency.FindingView.Acknowledgement;
import dev.florin.consistency.ProgressRepository.Progress;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Rejection;
import dev.florin.platform.Jobs;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How all checks stand and what they have found, for the people who run Florin. */
@Component
public class Consistency {

    private final List<Check> checks;
    private final ProgressRepository progress;
    private final FindingRepository findings;
    private final Jobs jobs;
    private final InstantSource clock;

    Consistency(
            List<Check> checks,
            ProgressRepository progress,
            FindingRepository findings,
            Jobs jobs,
            InstantSource clock) {
        this.checks = checks.stream().sorted(Comparator.comparing(Check::name)).toList();
        this.progress = progress;
        this.findings = findings;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** All checks, by name. */
    public List<Standing> standings() {
        Map<String, Progress> known =
                progress.all().stream().collect(Collectors.toMap(Progress::name, Function.identity()));
        Map<String, Count> counts =
                findings.counts().stream().collect(Collectors.toMap(Count::check, Function.identity()));
        return checks.stream()
                .map(check -> standing(check, known.get(check.name()), counts.get(check.name())))
                .toList();
    }

    private static Standing standing(Check check, @Nullable Progress known, @Nullable Count count) {
        return new Standing(
                check.name(),
                check.promise(),
                check.isContinuous(),
                known == null ? null : known.upTo(),
                known == null ? null : known.ran(),
                known == null ? null : known.failure(),
                known == null || known.wanted(),
                known == null ? null : known.walk(),
                known == null ? null : known.whole(),
                count == null ? 0 : count.open(),
                count == null ? 0 : count.acknowledged());
    }

    /**
     * What was found, newest first.
     *
     * @param open what stands, or what was mended
     * @param check null for all
     * @param after the last one of the page before; null for the first page
     */
    public Page<FindingView> findings(boolean open, @Nullable String check, @Nullable UUID after, int limit) {
        List<FindingView> read = findings.list(open, check, after, limit + 1);
        boolean more = read.size() > limit;
        return new Page<>(more ? read.subList(0, limit) : read, more, false);
    }

    /** @throws Rejection {@code finding_not_found} */
    public FindingView find(UUID finding) {
        return findings.find(finding).orElseThrow(FindingNotFound::new);
    }

    /**
     * Has everything looked at, as soon as an instance has a hand free.
     *
     * @param check null for all
     * @throws Rejection {@code check_not_found}
     */
    public void inspect(@Nullable String check) {
        if (check != null && checks.stream().noneMatch(one -> one.name().equals(check))) {
            throw new CheckNotFound(check);
        }
        progress.add(checks.stream().map(Check::name).toList());
        progress.want(check);
        try {
            jobs.runNow(ConsistencyJobs.INSPECTION);
        } catch (Rejection e) {
            // It is running, and sees within a minute that there is more to do
        }
    }

    /**
     * Notes that somebody knows of a discrepancy. It goes on standing until it is mended, but alarms nobody any more.
     *
     * @param by who
     * @param reason why it may stand
     * @throws Rejection {@code finding_not_found}, also if it has been mended
     */
    @Transactional
    public void acknowledge(UUID finding, String by, String reason) {
        if (!findings.acknowledge(finding, new Acknowledgement(clock.instant(), by, reason))) {
            throw new FindingNotFound();
        }
    }

    static final class FindingNotFound extends Rejection {
        FindingNotFound() {
            super(Kind.NOT_FOUND, "finding_not_found", "There is no such discrepancy, or it has been mended.");
        }
    }

    static final class CheckNotFound extends Rejection {
        CheckNotFound(String name) {
            super(Kind.NOT_FOUND, "check_not_found", "There is no check '%s'.".formatted(name));
        }
    }
}
