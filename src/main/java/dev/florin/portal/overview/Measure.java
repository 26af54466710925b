package dev.florin.portal.overview;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A figure, and how it has changed.
 *
 * @param name for tests and links
 * @param change such as {@code +12.4 %}; null where there is nothing to compare with
 * @param mood {@code good}, {@code bad} or {@code even}
 * @param was the figure of the time before
 */
record Measure(
        String name, String title, String value, @Nullable String change, String mood, String was, String explanation) {

    /** A sum or a number, which is better when it is more. */
    static Measure of(String name, String title, String value, String was, long now, long before, String explanation) {
        if (before <= 0) {
            return new Measure(name, title, value, null, "even", was, explanation);
        }
        BigDecimal percent = BigDecimal.valueOf(now)
                .subtract(BigDecimal.valueOf(before))
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(before), 1, RoundingMode.HALF_UP);
        // Twelve times as much is easier to grasp than 1,100 % more
        String change = percent.compareTo(BigDecimal.valueOf(1000)) < 0
                ? signed(percent) + " %"
                : "%,d times as much".formatted(Math.round((double) now / before));
        return new Measure(name, title, value, change, mood(percent, true), was, explanation);
    }

    /** A share, whose change is told in points of percent. */
    static Measure of(String name, String title, Share now, Share before, boolean moreIsBetter, String explanation) {
        if (!now.known() || !before.known()) {
            return new Measure(name, title, now.toString(), null, "even", before.toString(), explanation);
        }
        BigDecimal points = now.percent().subtract(before.percent());
        return new Measure(
                name,
                title,
                now.toString(),
                signed(points) + " points",
                mood(points, moreIsBetter),
                before.toString(),
                explanation);
    }

    /** Which way it went: {@code up}, {@code down} or {@code even}. */
    public String way() {
        return change == null || mood.equals("even") ? "even" : change.startsWith("−") ? "down" : "up";
    }

    private static String mood(BigDecimal change, boolean moreIsBetter) {
        return change.signum() == 0 ? "even" : change.signum() > 0 == moreIsBetter ? "good" : "bad";
    }

    private static String signed(BigDecimal change) {
        return switch (change.signum()) {
            case 1 -> "+" + change.toPlainString();
            case -1 -> "−" + change.negate().toPlainString();
            default -> "±0";
        };
    }
}
