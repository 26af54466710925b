package dev.florin.reconciliation.matching;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * What a source is allowed.
 *
 * @param tolerance by how many minor units a line may differ from what it pays
 * @param days how many days later the bank may book
 */
public record Allowance(long tolerance, int days) {

    boolean isEnough(long paid, long amount) {
        return Math.abs(paid - amount) <= tolerance;
    }

    boolean isInTime(LocalDate booked, LocalDate moved) {
        long late = ChronoUnit.DAYS.between(moved, booked);
        return late >= 0 && late <= days;
    }
}
