package dev.florin.reconciliation;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.Ledger.Posting;
import dev.florin.platform.Horizon;
import dev.florin.reconciliation.DisagreementRepository.Disagreement;
import dev.florin.reconciliation.LineRepository.Named;
import dev.florin.reconciliation.matching.ByAmount;
import dev.florin.reconciliation.matching.ByReference;
import dev.florin.reconciliation.matching.Line;
import dev.florin.reconciliation.matching.Movement;
import dev.florin.reconciliation.matching.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Matches the lines of statements with the movements of the ledger. What is decided is in rows, a portion and a transaction
 * at a time, so that it goes on where it was after a crash, and a run that finds nothing new changes nothing.
 */
@Component
class Reconciling {

    private static final Logger log = LoggerFactory.getLogger(Reconciling.class);

    private static final Duration LAG = Duration.ofMillis(500);
    private static final int TAKEN = 5000;
    private static final int PORTION = 1000;

    /** Lines that name nothing of ours, and movements that they may be for: each at most so many at once. */
    private static final int NAMELESS = 2000;

    private static final int CANDIDATES = 20_000;

    private final Ledger ledger;
    private final Horizon horizon;
    private final StatementRepository statements;
    private final SourceRepository sources;
    private final LineRepository entries;
    private final ExpectedRepository expected;
    private final DisagreementRepository disagreements;
    private final Decree decree;
    private final AcquirerNames names;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Reconciling(
            Ledger ledger,
            Horizon horizon,
            StatementRepository statements,
            SourceRepository sources,
            LineRepository entries,
            ExpectedRepository expected,
            DisagreementRepository disagreements,
            Decree decree,
            AcquirerNames names,
            TransactionOperations transactions,
            InstantSource clock) {
        this.ledger = ledger;
        this.horizon = horizon;
        this.statements = statements;
        this.sources = sources;
        this.entries = entries;
        this.expected = expected;
        this.disagreements = disagreements;
        this.decree = decree;
        this.names = names;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Matches what has been read. */
    void run() {
        Instant upTo = horizon.at(LAG).toInstant();
        for (StatementView statement : statements.toMatch()) {
            // What it tells of has been posted by the time it came, and all that can be seen
            if (statement.createdAt().isBefore(upTo)) {
                match(sources.find(statement.tenant(), statement.source()).orElseThrow(), upTo);
                statements.matched(statement, clock.instant());
            }
        }
    }

    /** Looks for movements of all sources that came after their statements. */
    void runAll() {
        Instant upTo = horizon.at(LAG).toInstant();
        sources.active().stream().filter(source -> source.since() != null).forEach(source -> match(source, upTo));
    }

    /** @param upTo movements that were posted before are there to be seen */
    void match(Source source, Instant upTo) {
        LocalDate since = source.since();
        LocalDate coveredTo = source.coveredTo();
        if (since == null || coveredTo == null) {
            return;
        }
        long started = System.nanoTime();
        take(source, since, upTo);
        portions(source, () -> byReference(source, entries.keysToDecide(source, PORTION)));
        Set<UUID> tried = new HashSet<>();
        portions(source, () -> {
            List<UUID> keys = entries.keysFoundSince(source, PORTION);
            return tried.addAll(keys) && byReference(source, keys);
        });
        portions(source, () -> byAmount(source));
        portions(source, () -> overdue(source, since, coveredTo.minusDays(source.days())));
        log.info("{} is matched in {} ms", source.id(), (System.nanoTime() - started) / 1_000_000);
    }

    /** Movements of a little before the first statement too, as it may tell of them late. */
    private void take(Source source, LocalDate since, Instant upTo) {
        Instant known = sources.takenTo(source);
        Instant from = known != null
                ? known
                : since.minusDays(source.days()).atStartOfDay(source.zone()).toInstant();
        Posting after = null;
        List<Posting> some;
        do {
            Posting begin = after;
            some = ledger.movements(source.tenant(), source.account(), from, upTo, begin, TAKEN);
            List<Posting> taken = some;
            if (!taken.isEmpty()) {
                Map<UUID, UUID> called = names.ofDisputes(source, taken);
                transactions.executeWithoutResult(_ -> {
                    expected.take(source, taken, called);
                    sources.taken(source, taken.getLast().at());
                });
                after = taken.getLast();
            }
        } while (some.size() == TAKEN);
    }

    /** @param step does a part of it, and says whether there may be more */
    private void portions(Source source, Supplier<Boolean> step) {
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(transactions.execute(_ -> {
                return sources.lock(source.tenant(), source.id()).isPresent() && step.get();
            }));
        }
    }

    private boolean byReference(Source source, List<UUID> keys) {
        if (keys.isEmpty()) {
            return false;
        }
        decree.carryOut(
                source,
                ByReference.decide(entries.undecided(source, keys), expected.ofKeys(source, keys), source.allowance()));
        return true;
    }

    private boolean byAmount(Source source) {
        List<Named> nameless = entries.withoutKey(source, NAMELESS);
        if (nameless.isEmpty()) {
            return false;
        }
        boolean named = false;
        for (Named line : nameless) {
            UUID key = names.known(source, line.reference());
            if (key != null) {
                entries.name(source, line.line().id(), key);
                named = true;
            }
        }
        if (named) {
            while (byReference(source, entries.keysToDecide(source, PORTION))) {
                // until all that have a name now are decided
            }
            return true;
        }
        List<Line> lines = nameless.stream().map(Named::line).toList();
        LocalDate first =
                lines.stream().map(Line::day).min(LocalDate::compareTo).orElseThrow();
        LocalDate last = lines.stream().map(Line::day).max(LocalDate::compareTo).orElseThrow();
        List<Movement> open = expected.open(source, first.minusDays(source.days()), last, CANDIDATES);
        List<Verdict> verdicts = ByAmount.decide(lines, open, source.allowance());
        decree.carryOut(source, verdicts);
        return true;
    }

    private boolean overdue(Source source, LocalDate from, LocalDate to) {
        List<Movement> missing = expected.overdue(source, from, to, PORTION);
        expected.become(source, missing, ExpectedRepository.State.MISSING);
        disagreements.open(
                source,
                missing.stream()
                        .map(movement -> new Disagreement(Result.MISSING_IN_BANK, null, movement))
                        .toList(),
                clock.instant());
        return missing.size() == PORTION;
    }
}
