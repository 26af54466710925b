package dev.florin.reconciliation;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.reconciliation.DisagreementRepository.Disagreement;
import dev.florin.reconciliation.ExpectedRepository.MatchedMovement;
import dev.florin.reconciliation.LineRepository.Amounts;
import dev.florin.reconciliation.LineRepository.MatchedLine;
import dev.florin.reconciliation.matching.Line;
import dev.florin.reconciliation.matching.Movement;
import dev.florin.reconciliation.matching.Verdict;
import dev.florin.reconciliation.matching.Verdict.Doubled;
import dev.florin.reconciliation.matching.Verdict.Matched;
import dev.florin.reconciliation.matching.Verdict.Mismatched;
import dev.florin.reconciliation.matching.Verdict.Unknown;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Writes down what was found, and clears in the ledger what was matched: in the caller's transaction, all or nothing. */
@Component
class Decree {

    private final LineRepository entries;
    private final ExpectedRepository expected;
    private final DisagreementRepository disagreements;
    private final Ledger ledger;
    private final InstantSource clock;

    Decree(
            LineRepository entries,
            ExpectedRepository expected,
            DisagreementRepository disagreements,
            Ledger ledger,
            InstantSource clock) {
        this.entries = entries;
        this.expected = expected;
        this.disagreements = disagreements;
        this.ledger = ledger;
        this.clock = clock;
    }

    void carryOut(Source source, List<Verdict> verdicts) {
        List<Matched> matched = new ArrayList<>();
        List<Disagreement> found = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            switch (verdict) {
                case Matched match -> matched.add(match);
                case Mismatched(Line line, Movement movement) ->
                    found.add(new Disagreement(Result.AMOUNT_MISMATCH, line, movement));
                case Doubled(Line line, Movement of) -> found.add(new Disagreement(Result.DUPLICATE, line, of));
                case Unknown(Line line) -> found.add(new Disagreement(Result.MISSING_IN_OURS, line, null));
            }
        }
        if (!matched.isEmpty()) {
            match(source, matched);
        }
        if (!found.isEmpty()) {
            disagree(source, found);
        }
    }

    private void match(Source source, List<Matched> matched) {
        List<MatchedLine> lines = new ArrayList<>();
        List<MatchedMovement> movements = new ArrayList<>();
        for (Matched match : matched) {
            UUID id = match.lines().getFirst().id();
            match.lines()
                    .forEach(line ->
                            lines.add(new MatchedLine(line.id(), match.how().wire(), match.daysLate(line), id)));
            match.movements().forEach(movement -> movements.add(new MatchedMovement(movement, id)));
        }
        entries.match(source, lines);
        expected.match(source, movements);
        disagreements.explain(
                source,
                lines.stream().map(MatchedLine::id).toList(),
                movements.stream().map(MatchedMovement::movement).toList(),
                clock.instant());
        ledger.postAll(source.tenant(), transfers(source, matched, lines));
    }

    private List<Transfer> transfers(Source source, List<Matched> matched, List<MatchedLine> lines) {
        Map<UUID, Amounts> amounts = entries
                .amounts(source, lines.stream().map(MatchedLine::id).toList())
                .stream()
                .collect(Collectors.toMap(Amounts::id, Function.identity()));
        List<Transfer> transfers = new ArrayList<>();
        for (Matched match : matched) {
            long missing = match.missing();
            for (Line line : match.lines()) {
                Amounts amount = Objects.requireNonNull(amounts.get(line.id()));
                transfers.addAll(new Clearing(source, line.id(), line.id(), amount.currency())
                        .cleared(amount.amount())
                        .fee(amount.fee())
                        .lost(missing)
                        .transfers());
                missing = 0;
            }
        }
        return transfers;
    }

    private void disagree(Source source, List<Disagreement> some) {
        Instant now = clock.instant();
        disagreements.overrule(source, some, now);
        become(source, some, Result.AMOUNT_MISMATCH, EntryView.State.MISMATCHED);
        become(source, some, Result.DUPLICATE, EntryView.State.DUPLICATE);
        become(source, some, Result.MISSING_IN_OURS, EntryView.State.UNKNOWN);
        List<Movement> mismatched = some.stream()
                .filter(one -> one.result() == Result.AMOUNT_MISMATCH)
                .map(Disagreement::movement)
                .filter(Objects::nonNull)
                .toList();
        expected.become(source, mismatched, ExpectedRepository.State.MISMATCHED);
        disagreements.explain(source, List.of(), mismatched, now);
        disagreements.open(source, some, now);
    }

    private void become(Source source, List<Disagreement> some, Result result, EntryView.State state) {
        List<UUID> ids = some.stream()
                .filter(one -> one.result() == result)
                .map(Disagreement::line)
                .filter(Objects::nonNull)
                .map(Line::id)
                .toList();
        if (!ids.isEmpty()) {
            entries.become(source, ids, state);
        }
    }
}
