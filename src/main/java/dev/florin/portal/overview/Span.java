package dev.florin.portal.overview;

import dev.florin.payments.Statistics.Period;
import dev.florin.payments.Statistics.Unit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Days that a visitor looks at, and as many before them to compare with, up to the same time of day.
 *
 * @param name as it is in the URL
 * @param last inclusive; today where the span is not over
 * @param now on the merchant's clock
 */
record Span(String name, LocalDate first, LocalDate last, LocalDateTime now) {

    static final String CUSTOM = "custom";
    private static final String DEFAULT = "30d";
    private static final long MOST_DAYS = 366 * 5;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);

    /** One that can be chosen by its name alone. */
    record Choice(String name, String title) {}

    static final List<Choice> CHOICES = List.of(
            new Choice("today", "Today"),
            new Choice("7d", "7 days"),
            new Choice(DEFAULT, "30 days"),
            new Choice("12m", "12 months"));

    /** The one that is asked for; empty if it is none. */
    static Optional<Span> of(@Nullable String name, @Nullable String from, @Nullable String to, LocalDateTime now) {
        LocalDate today = now.toLocalDate();
        return switch (name == null ? DEFAULT : name) {
            case "today" -> Optional.of(new Span("today", today, today, now));
            case "7d" -> Optional.of(new Span("7d", today.minusDays(6), today, now));
            case DEFAULT -> Optional.of(new Span(DEFAULT, today.minusDays(29), today, now));
            case "12m" -> Optional.of(new Span("12m", today.minusMonths(11).withDayOfMonth(1), today, now));
            case CUSTOM -> custom(from, to, now);
            default -> Optional.empty();
        };
    }

    static Span usual(LocalDateTime now) {
        return of(DEFAULT, null, null, now).orElseThrow();
    }

    private static Optional<Span> custom(@Nullable String from, @Nullable String to, LocalDateTime now) {
        try {
            LocalDate first = LocalDate.parse(from == null ? "" : from);
            LocalDate last = LocalDate.parse(to == null ? "" : to);
            LocalDate today = now.toLocalDate();
            return first.isAfter(last) || last.isAfter(today) || ChronoUnit.DAYS.between(first, last) > MOST_DAYS
                    ? Optional.empty()
                    : Optional.of(new Span(CUSTOM, first, last, now));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    Period current() {
        return new Period(first.atStartOfDay(), end(), unit());
    }

    Period before() {
        boolean months = name.equals("12m");
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        LocalDateTime until = now.isBefore(end()) ? now : end();
        LocalDateTime from = first.atStartOfDay();
        return months
                ? new Period(from.minusMonths(12), until.minusMonths(12), unit())
                : new Period(from.minusDays(days), later(until.minusDays(days), from.minusDays(days)), unit());
    }

    /** At midnight, nothing is over yet. */
    private static LocalDateTime later(LocalDateTime until, LocalDateTime from) {
        return until.isAfter(from) ? until : from.plusMinutes(1);
    }

    private LocalDateTime end() {
        return last.plusDays(1).atStartOfDay();
    }

    Unit unit() {
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        return days <= 2 ? Unit.HOUR : days <= 92 ? Unit.DAY : Unit.MONTH;
    }

    /** The beginnings of all units, those too that have not come yet. */
    List<LocalDateTime> units() {
        return units(current());
    }

    /** The units to compare with, each with the one at its place. */
    List<LocalDateTime> unitsBefore() {
        return units(before());
    }

    private static List<LocalDateTime> units(Period period) {
        LocalDateTime day = period.from().toLocalDate().atStartOfDay();
        return switch (period.unit()) {
            case HOUR -> steps(day, period.to(), ChronoUnit.HOURS);
            case DAY -> steps(day, period.to(), ChronoUnit.DAYS);
            case MONTH -> steps(day.withDayOfMonth(1), period.to(), ChronoUnit.MONTHS);
        };
    }

    private static List<LocalDateTime> steps(LocalDateTime begin, LocalDateTime end, ChronoUnit step) {
        return Stream.iterate(begin, at -> at.isBefore(end), at -> at.plus(1, step))
                .toList();
    }

    /** A unit of this span's, for people. */
    String caption(LocalDateTime unit) {
        return switch (unit()) {
            case HOUR -> HOUR.format(unit);
            case DAY -> DAY_OF_YEAR.format(unit);
            case MONTH -> MONTH.format(unit);
        };
    }

    public String title() {
        return days(first, last);
    }

    public String titleBefore() {
        Period before = before();
        return days(before.from().toLocalDate(), before.to().minusNanos(1).toLocalDate());
    }

    private static String days(LocalDate first, LocalDate last) {
        return first.equals(last) ? DAY.format(first) : DAY.format(first) + " – " + DAY.format(last);
    }
}
