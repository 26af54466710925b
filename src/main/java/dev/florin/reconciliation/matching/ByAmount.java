package dev.florin.reconciliation.matching;

import dev.florin.reconciliation.matching.Verdict.How;
import dev.florin.reconciliation.matching.Verdict.Matched;
import dev.florin.reconciliation.matching.Verdict.Unknown;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lines that name nothing of ours: by currency, amount and day, first one for one, then one line for a batch of
 * movements, then several lines for one movement. Where two ways would be as good, the older movement goes first; where
 * it would be a guess, nothing is said.
 */
public final class ByAmount {

    /** So few that trying all their sums, 4096, takes no time and seldom makes one up by chance. */
    static final int MOST_PARTS = 12;

    private final Allowance allowance;
    private final Map<String, TreeMap<Long, TreeSet<Movement>>> open = new HashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    private ByAmount(Collection<Movement> movements, Allowance allowance) {
        this.allowance = allowance;
        movements.stream()
                .filter(Movement::isOpen)
                .forEach(movement -> open.computeIfAbsent(movement.currency(), _ -> new TreeMap<>())
                        .computeIfAbsent(movement.amount(), _ -> new TreeSet<>(Movement.ORDER))
                        .add(movement));
    }

    /** @return a verdict on each line */
    public static List<Verdict> decide(Collection<Line> lines, Collection<Movement> movements, Allowance allowance) {
        var matching = new ByAmount(movements, allowance);
        List<Line> left = new ArrayList<>(lines.stream().sorted(Line.ORDER).toList());
        matching.oneToOne(left, 0);
        matching.oneToOne(left, allowance.tolerance());
        matching.oneToMany(left);
        matching.manyToOne(left);
        left.forEach(line -> matching.verdicts.add(new Unknown(line)));
        return matching.verdicts;
    }

    private void oneToOne(List<Line> lines, long tolerance) {
        for (Iterator<Line> each = lines.iterator(); each.hasNext(); ) {
            Line line = each.next();
            nearest(line, tolerance).ifPresent(movement -> {
                match(How.AMOUNT, List.of(line), List.of(movement));
                each.remove();
            });
        }
    }

    /** Of those in time the one that differs least, and of these the oldest. */
    private Optional<Movement> nearest(Line line, long tolerance) {
        TreeMap<Long, TreeSet<Movement>> amounts = open.getOrDefault(line.currency(), new TreeMap<>());
        return amounts.subMap(line.paid() - tolerance, true, line.paid() + tolerance, true).entrySet().stream()
                .sorted(java.util.Comparator.comparingLong(e -> Math.abs(e.getKey() - line.paid())))
                .flatMap(e -> e.getValue().stream())
                .filter(movement -> movement.goesAs(line) && allowance.isInTime(line.day(), movement.day()))
                .findFirst();
    }

    private void oneToMany(List<Line> lines) {
        for (Iterator<Line> each = lines.iterator(); each.hasNext(); ) {
            Line line = each.next();
            List<Movement> batch = batch(line);
            if (batch.size() > 1) {
                match(How.BATCH, List.of(line), batch);
                each.remove();
            }
        }
    }

    /** All of one day, or of some days on end, up to the latest; else the only few that make it up. */
    private List<Movement> batch(Line line) {
        TreeMap<LocalDate, List<Movement>> days = new TreeMap<>();
        open.getOrDefault(line.currency(), new TreeMap<>()).values().stream()
                .flatMap(Collection::stream)
                .filter(movement -> allowance.isInTime(line.day(), movement.day()))
                .sorted(Movement.ORDER)
                .forEach(movement -> days.computeIfAbsent(movement.day(), _ -> new ArrayList<>())
                        .add(movement));
        for (LocalDate last : days.descendingKeySet()) {
            List<Movement> some = new ArrayList<>();
            for (LocalDate day : days.headMap(last, true).descendingKeySet()) {
                some.addAll(days.getOrDefault(day, List.of()));
                if (allowance.isEnough(line.paid(), sum(some))) {
                    return some;
                }
            }
            List<Movement> butOne = allButOne(days.getOrDefault(last, List.of()), line.paid());
            if (butOne.size() > 1) {
                return butOne;
            }
        }
        List<Movement> all = days.values().stream().flatMap(List::stream).toList();
        return Parts.only(all, Movement::amount, line.paid());
    }

    private static List<Movement> allButOne(List<Movement> day, long paid) {
        long over = sum(day) - paid;
        return day.stream()
                .filter(movement -> movement.amount() == over)
                .findFirst()
                .map(left ->
                        day.stream().filter(movement -> !movement.equals(left)).toList())
                .orElse(List.of());
    }

    private static long sum(List<Movement> movements) {
        return movements.stream().mapToLong(Movement::amount).sum();
    }

    private void manyToOne(List<Line> lines) {
        if (lines.size() < 2 || lines.size() > MOST_PARTS) {
            return;
        }
        Set<Long> sums = Parts.sums(lines, Line::paid);
        List<Movement> movements = open.values().stream()
                .flatMap(amounts -> amounts.values().stream())
                .flatMap(Collection::stream)
                .filter(movement -> sums.contains(movement.amount()))
                .sorted(Movement.ORDER)
                .toList();
        for (Movement movement : movements) {
            List<Line> parts = Parts.only(
                    lines.stream()
                            .filter(line -> movement.goesAs(line)
                                    && Math.abs(line.paid()) < Math.abs(movement.amount())
                                    && allowance.isInTime(line.day(), movement.day()))
                            .toList(),
                    Line::paid,
                    movement.amount());
            if (parts.size() > 1) {
                match(How.AMOUNT, parts, List.of(movement));
                lines.removeAll(parts);
            }
        }
    }

    private void match(How how, List<Line> lines, List<Movement> movements) {
        verdicts.add(new Matched(how, lines, movements));
        movements.forEach(movement -> {
            var amounts = open.getOrDefault(movement.currency(), new TreeMap<>());
            amounts.computeIfPresent(movement.amount(), (_, equal) -> {
                equal.remove(movement);
                return equal.isEmpty() ? null : equal;
            });
        });
    }
}
