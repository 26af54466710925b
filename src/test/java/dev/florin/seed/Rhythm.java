package dev.florin.seed;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** When people buy: little at night, most in the evening, more at weekends, and more from month to month. */
final class Rhythm {

    /** By the hour of the day. */
    private static final double[] HOURS = {
        2, 1, 0.6, 0.4, 0.4, 0.8, 2, 4, 6, 7.5, 8.5, 9, 9.5, 8.5, 7.5, 7, 7.5, 8.5, 10, 11.5, 12, 10.5, 7.5, 4
    };

    private final Instant from;
    private final double[] sums;

    /** @param months how far it goes back from {@code until} */
    Rhythm(Instant until, int months, ZoneId zone, RandomGenerator random) {
        ZonedDateTime begin = until.atZone(zone).minusMonths(months).truncatedTo(ChronoUnit.HOURS);
        this.from = begin.toInstant();
        this.sums = new double[(int) Duration.between(from, until).toHours()];
        double sum = 0;
        double day = 1;
        for (int i = 0; i < sums.length; i++) {
            ZonedDateTime hour = begin.plusHours(i);
            if (hour.getHour() == 0) {
                day = 0.85 + 0.3 * random.nextDouble() + (random.nextInt(40) == 0 ? 0.9 : 0); // a sale, now and then
            }
            sum += HOURS[hour.getHour()] * day * week(hour.getDayOfWeek()) * (0.55 + 0.65 * i / sums.length);
            sums[i] = sum;
        }
    }

    /** @param part of all that is bought, from 0 to 1, that has been bought by then */
    Instant at(double part) {
        double wanted = part * sums[sums.length - 1];
        int found = Arrays.binarySearch(sums, wanted);
        int hour = Math.min(found < 0 ? -found - 1 : found, sums.length - 1);
        double before = hour == 0 ? 0 : sums[hour - 1];
        double within = (wanted - before) / (sums[hour] - before);
        return from.plus(hour, ChronoUnit.HOURS).plusMillis((long) (within * 3_600_000));
    }

    private static double week(DayOfWeek day) {
        return switch (day) {
            case MONDAY, TUESDAY, WEDNESDAY -> 0.92;
            case THURSDAY -> 0.97;
            case FRIDAY -> 1.08;
            case SATURDAY -> 1.24;
            case SUNDAY -> 1.12;
        };
    }
}
