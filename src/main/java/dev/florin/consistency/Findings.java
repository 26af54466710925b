package dev.florin.consistency;

import dev.florin.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps what was found, tells what is news, and notices what was mended. */
@Component
class Findings {

    /** Where more than that of one check stand, everything is broken, and one more tells nobody anything. */
    static final int MOST = 1000;

    private static final Duration PAUSE_OF_THE_SLOW = Duration.ofMinutes(2);

    private static final Logger log = LoggerFactory.getLogger(Findings.class);

    private final FindingRepository findings;
    private final Comparison comparison;
    private final ApplicationEventPublisher publisher;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Findings(
            FindingRepository findings,
            Comparison comparison,
            ApplicationEventPublisher publisher,
            TransactionOperations transactions,
            InstantSource clock) {
        this.findings = findings;
        this.comparison = comparison;
        this.publisher = publisher;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Keeps what was looked at twice and found to be so; what is known already was seen once more. */
    void keep(Check check, List<Discrepancy> confirmed) {
        if (confirmed.isEmpty()) {
            return;
        }
        long room = MOST - findings.openOf(check.name(), MOST).size();
        if (confirmed.size() > room) {
            log.error(
                    "{} found {} discrepancies more than are kept of one check",
                    check.name(),
                    confirmed.size() - Math.max(0, room));
        }
        confirmed.stream().limit(Math.max(0, room)).forEach(found -> keep(check, found));
    }

    private void keep(Check check, Discrepancy found) {
        transactions.executeWithoutResult(_ -> findings.keep(TypeId.next(), check.name(), found, clock.instant())
                .ifPresent(id -> publisher.publishEvent(
                        new DiscrepancyFound(id, check.name(), found.subject().id(), found.aspect()))));
    }

    /** Looks again at what stands, longest unseen first: what is gone was mended. */
    void review(Check check) {
        List<FindingView> standing = findings.openOf(check.name(), Comparison.AT_ONCE);
        if (standing.isEmpty() || !check.isContinuous() && wasSeenJustNow(standing.getFirst())) {
            return;
        }
        List<Subject> subjects = Comparison.subjects(
                standing.stream().map(FindingView::discrepancy).toList());
        List<Discrepancy> now = comparison.suspects(check, subjects);
        Set<Key> broken = new HashSet<>();
        now.forEach(found -> broken.add(Key.of(found)));
        Instant at = clock.instant();
        now.forEach(found -> findings.keep(TypeId.next(), check.name(), found, at));
        findings.resolve(
                standing.stream()
                        .filter(one -> !broken.contains(Key.of(one.discrepancy())))
                        .map(FindingView::id)
                        .toList(),
                at);
    }

    /** What can only be looked at with all that belongs to it takes long, and is looked at less often. */
    private boolean wasSeenJustNow(FindingView finding) {
        return finding.lastSeenAt().isAfter(clock.instant().minus(PAUSE_OF_THE_SLOW));
    }

    private record Key(Subject subject, String aspect) {
        static Key of(Discrepancy found) {
            return new Key(found.subject(), found.aspect());
        }
    }
}
