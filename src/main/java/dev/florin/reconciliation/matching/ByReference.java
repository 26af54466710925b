package dev.florin.reconciliation.matching;

import dev.florin.reconciliation.matching.Verdict.Doubled;
import dev.florin.reconciliation.matching.Verdict.How;
import dev.florin.reconciliation.matching.Verdict.Matched;
import dev.florin.reconciliation.matching.Verdict.Mismatched;
import dev.florin.reconciliation.matching.Verdict.Unknown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Lines that name what they are for. A reference decides: such a line is never taken for anything else, however well the
 * amount would fit.
 */
public final class ByReference {

    private final Allowance allowance;
    private final Map<UUID, List<Movement>> byReference = new HashMap<>();
    private final Map<UUID, List<Movement>> bySubject = new HashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    private ByReference(Collection<Movement> movements, Allowance allowance) {
        this.allowance = allowance;
        movements.stream().sorted(Movement.ORDER).forEach(movement -> {
            byReference
                    .computeIfAbsent(movement.reference(), _ -> new ArrayList<>())
                    .add(movement);
            bySubject
                    .computeIfAbsent(movement.subject(), _ -> new ArrayList<>())
                    .add(movement);
        });
    }

    /**
     * @param lines all of them have a key, and all lines of a key that are undecided are among them
     * @param movements all whose reference or subject is such a key
     * @return a verdict on each line
     */
    public static List<Verdict> decide(Collection<Line> lines, Collection<Movement> movements, Allowance allowance) {
        var matching = new ByReference(movements, allowance);
        Map<UUID, List<Line>> groups = new LinkedHashMap<>();
        lines.stream()
                .sorted(Line.ORDER)
                .forEach(line -> groups.computeIfAbsent(Objects.requireNonNull(line.key()), _ -> new ArrayList<>())
                        .add(line));
        groups.forEach(matching::group);
        return matching.verdicts;
    }

    private void group(UUID key, List<Line> lines) {
        List<Movement> named = byReference.getOrDefault(key, bySubject.getOrDefault(key, List.of()));
        List<Line> left = new ArrayList<>(lines);
        List<Movement> open =
                new ArrayList<>(named.stream().filter(Movement::isOpen).toList());
        oneToOne(left, open, 0);
        oneToOne(left, open, allowance.tolerance());
        together(left, open);
        List<Movement> closed = new ArrayList<>(named);
        closed.removeAll(open);
        for (Line line : left) {
            Optional<Movement> meant =
                    open.stream().filter(movement -> movement.goesAs(line)).findFirst();
            Optional<Movement> taken =
                    closed.stream().filter(movement -> movement.goesAs(line)).findFirst();
            if (meant.isPresent()) {
                open.remove(meant.get());
                closed.add(meant.get());
                verdicts.add(new Mismatched(line, meant.get()));
            } else if (taken.isPresent()) {
                verdicts.add(new Doubled(line, taken.get()));
            } else {
                verdicts.add(new Unknown(line));
            }
        }
    }

    private void oneToOne(List<Line> lines, List<Movement> open, long tolerance) {
        for (Iterator<Line> each = lines.iterator(); each.hasNext(); ) {
            Line line = each.next();
            open.stream()
                    .filter(movement -> movement.goesAs(line) && Math.abs(movement.amount() - line.paid()) <= tolerance)
                    .findFirst()
                    .ifPresent(movement -> {
                        verdicts.add(new Matched(How.REFERENCE, List.of(line), List.of(movement)));
                        open.remove(movement);
                        each.remove();
                    });
        }
    }

    /** Instalments of one movement, or one line for all captures of a payment. */
    private void together(List<Line> lines, List<Movement> open) {
        if (lines.isEmpty() || open.isEmpty() || lines.size() > 1 && open.size() > 1) {
            return;
        }
        boolean alike = lines.stream().allMatch(line -> open.stream().allMatch(movement -> movement.goesAs(line)));
        long paid = lines.stream().mapToLong(Line::paid).sum();
        long moved = open.stream().mapToLong(Movement::amount).sum();
        if (alike && allowance.isEnough(paid, moved)) {
            verdicts.add(new Matched(How.REFERENCE, List.copyOf(lines), List.copyOf(open)));
            lines.clear();
            open.clear();
        }
    }
}
