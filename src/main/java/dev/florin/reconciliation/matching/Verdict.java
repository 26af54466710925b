package dev.florin.reconciliation.matching;

import java.time.temporal.ChronoUnit;
import java.util.List;

/** What is found about lines. About those that no verdict names, nothing is. */
public sealed interface Verdict {

    /**
     * These lines pay these movements: one each, several lines one movement, or one line several movements.
     *
     * @param how by what it was seen
     */
    record Matched(How how, List<Line> lines, List<Movement> movements) implements Verdict {

        /** What the lines are less than the movements, within the tolerance. */
        public long missing() {
            return movements.stream().mapToLong(Movement::amount).sum()
                    - lines.stream().mapToLong(Line::paid).sum();
        }

        /** By how many days the line is later than the last of the movements; never below zero. */
        public int daysLate(Line line) {
            return movements.stream()
                    .map(Movement::day)
                    .max(java.time.LocalDate::compareTo)
                    .map(last -> Math.max(0, (int) ChronoUnit.DAYS.between(last, line.day())))
                    .orElse(0);
        }
    }

    /** It is for that movement, and of another amount. */
    record Mismatched(Line line, Movement movement) implements Verdict {}

    /** It is for a movement that another line has paid. */
    record Doubled(Line line, Movement of) implements Verdict {}

    /** It is for nothing that we know. */
    record Unknown(Line line) implements Verdict {}

    /** By what a match was seen. */
    enum How {
        REFERENCE,
        AMOUNT,
        BATCH;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
