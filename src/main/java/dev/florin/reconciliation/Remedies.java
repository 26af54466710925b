package dev.florin.reconciliation;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.reconciliation.ExceptionView.Action;
import dev.florin.reconciliation.LineRepository.Amounts;
import dev.florin.reconciliation.matching.Movement;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What people's decisions about exceptions mean for the line, the movement and the ledger; in the caller's transaction. */
@Component
class Remedies {

    private final LineRepository entries;
    private final ExpectedRepository expected;
    private final Ledger ledger;

    Remedies(LineRepository entries, ExpectedRepository expected, Ledger ledger) {
        this.entries = entries;
        this.expected = expected;
        this.ledger = ledger;
    }

    /** What the bank paid of a movement is cleared; what is left stays owed. */
    void accept(Source source, ExceptionView exception, UUID decision) {
        settle(source, exception, Action.ACCEPT, decision);
    }

    /** Nothing is left of it: what is missing is an expense, what is too much an income. */
    void adjust(Source source, ExceptionView exception, UUID decision) {
        settle(source, exception, Action.ADJUST, decision);
    }

    void surplus(Source source, ExceptionView exception, UUID decision) {
        settle(source, exception, Action.REFUND, decision);
    }

    private void settle(Source source, ExceptionView exception, Action action, UUID decision) {
        ledger.postAll(source.tenant(), posted(source, exception, action, decision, () -> amounts(source, exception)));
        close(source, exception);
    }

    /**
     * What a decision means for the ledger.
     *
     * @param line of the exception; asked for only where there is one
     */
    static List<Transfer> posted(
            Source source, ExceptionView exception, Action action, UUID decision, Supplier<Amounts> line) {
        var clearing = new Clearing(source, exception.id().value(), decision, exception.currency());
        boolean mismatch = exception.result() == Result.AMOUNT_MISMATCH;
        if (mismatch && (action == Action.ACCEPT || action == Action.ADJUST)) {
            clearing.cleared(line.get().amount()).fee(line.get().fee());
        }
        if (action == Action.REFUND) {
            clearing.surplus(line.get().amount());
        } else if (action == Action.ADJUST) {
            switch (exception.result()) {
                case AMOUNT_MISMATCH, MISSING_IN_BANK -> clearing.lost(-exception.difference());
                case MISSING_IN_OURS, DUPLICATE ->
                    clearing.unexplained(line.get().amount());
            }
        }
        return clearing.transfers();
    }

    /** Posts the opposite of what the last decision posted. */
    void undo(Source source, ExceptionView exception) {
        List<Transfer> all = transfers(exception);
        Set<UUID> undone = all.stream()
                .filter(transfer -> transfer.kind().equals(Clearing.UNDONE))
                .map(Transfer::id)
                .collect(Collectors.toSet());
        List<Transfer> standing = all.stream()
                .filter(transfer -> !transfer.kind().equals(Clearing.UNDONE))
                .filter(transfer -> !undone.contains(Clearing.id(transfer.id(), "undone")))
                .toList();
        ledger.postAll(source.tenant(), standing.stream().map(Clearing::undone).toList());
        if (exception.entry() != null) {
            entries.become(source, List.of(exception.entry()), open(exception.result()));
        }
        if (exception.result() == Result.AMOUNT_MISMATCH) {
            become(source, exception, ExpectedRepository.State.MISMATCHED);
        } else if (exception.result() == Result.MISSING_IN_BANK) {
            become(source, exception, ExpectedRepository.State.MISSING);
        }
    }

    /** What a line is whose exception is open. */
    static EntryView.State open(Result result) {
        return switch (result) {
            case AMOUNT_MISMATCH -> EntryView.State.MISMATCHED;
            case DUPLICATE -> EntryView.State.DUPLICATE;
            case MISSING_IN_OURS, MISSING_IN_BANK -> EntryView.State.UNKNOWN;
        };
    }

    List<Transfer> transfers(ExceptionView exception) {
        return ledger.transfers(exception.tenant(), exception.id().value());
    }

    private void close(Source source, ExceptionView exception) {
        if (exception.entry() != null) {
            entries.become(source, List.of(exception.entry()), EntryView.State.SETTLED);
        }
        if (exception.result() == Result.AMOUNT_MISMATCH || exception.result() == Result.MISSING_IN_BANK) {
            become(source, exception, ExpectedRepository.State.SETTLED);
        }
    }

    private void become(Source source, ExceptionView exception, ExpectedRepository.State state) {
        if (exception.subject() instanceof UUID subject && exception.transfer() instanceof UUID transfer) {
            expected.become(
                    source,
                    List.of(new Movement(subject, transfer, transfer, 1, exception.currency(), LocalDate.EPOCH, false)),
                    state);
        }
    }

    private Amounts amounts(Source source, ExceptionView exception) {
        if (exception.entry() instanceof UUID entry) {
            return entries.amounts(source, List.of(entry)).getFirst();
        }
        throw new IllegalStateException(exception.id() + " has no line");
    }
}
