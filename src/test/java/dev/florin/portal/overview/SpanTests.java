package dev.florin.portal.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.payments.Statistics.Period;
import dev.florin.payments.Statistics.Unit;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpanTests {

    private static final LocalDateTime NOW = LocalDateTime.parse("2026-11-21T16:40:12");

    @Test
    void todayIsToldByHoursAndComparedWithYesterdayUpToThisTime() {
        Span today = span("today", null, null);

        assertThat(today.current()).isEqualTo(period("2026-11-21T00:00", "2026-11-22T00:00", Unit.HOUR));
        assertThat(today.before()).isEqualTo(period("2026-11-20T00:00", "2026-11-20T16:40:12", Unit.HOUR));
        assertThat(today.units()).hasSize(24);
        assertThat(today.title()).isEqualTo("21 Nov 2026");
        assertThat(today.titleBefore()).isEqualTo("20 Nov 2026");
    }

    @Test
    void atMidnightThereIsStillSomethingToCompareWith() {
        Span today = Span.of("today", null, null, LocalDateTime.parse("2026-11-21T00:00"))
                .orElseThrow();

        assertThat(today.before()).isEqualTo(period("2026-11-20T00:00", "2026-11-20T00:01", Unit.HOUR));
    }

    @Test
    void thirtyDaysAreTheUsualOnesAndEndToday() {
        assertThat(Span.of(null, null, null, NOW)).contains(Span.usual(NOW));
        Span month = Span.usual(NOW);

        assertThat(month.current()).isEqualTo(period("2026-10-23T00:00", "2026-11-22T00:00", Unit.DAY));
        assertThat(month.before()).isEqualTo(period("2026-09-23T00:00", "2026-10-22T16:40:12", Unit.DAY));
        assertThat(month.units()).hasSize(30);
        assertThat(month.unitsBefore()).hasSize(30);
    }

    @Test
    void twelveMonthsAreWholeOnesComparedWithTheYearBefore() {
        Span year = span("12m", null, null);

        assertThat(year.current()).isEqualTo(period("2025-12-01T00:00", "2026-11-22T00:00", Unit.MONTH));
        assertThat(year.before()).isEqualTo(period("2024-12-01T00:00", "2025-11-21T16:40:12", Unit.MONTH));
        assertThat(year.units()).hasSize(12);
        assertThat(year.unitsBefore()).hasSize(12);
    }

    @Test
    void daysOfOnesOwnChoiceAreComparedWithAsManyBefore() {
        Span span = span("custom", "2026-02-01", "2026-02-28");

        assertThat(span.current()).isEqualTo(period("2026-02-01T00:00", "2026-03-01T00:00", Unit.DAY));
        assertThat(span.before()).isEqualTo(period("2026-01-04T00:00", "2026-02-01T00:00", Unit.DAY));
        assertThat(span.title()).isEqualTo("1 Feb 2026 – 28 Feb 2026");
        assertThat(span.titleBefore()).isEqualTo("4 Jan 2026 – 31 Jan 2026");
    }

    @Test
    void whatIsNoPeriodIsNone() {
        assertThat(Span.of("2w", null, null, NOW)).isEmpty();
        assertThat(Span.of("custom", null, null, NOW)).isEmpty();
        assertThat(Span.of("custom", "2026-02-30", "2026-03-01", NOW)).isEmpty();
        assertThat(Span.of("custom", "2026-03-02", "2026-03-01", NOW)).isEmpty();
        assertThat(Span.of("custom", "2026-11-21", "2026-11-22", NOW)).isEmpty();
        assertThat(Span.of("custom", "1066-10-14", "2026-11-20", NOW)).isEmpty();
    }

    private static Span span(String name, @Nullable String from, @Nullable String to) {
        return Span.of(name, from, to, NOW).orElseThrow();
    }

    private static Period period(String from, String to, Unit unit) {
        return new Period(LocalDateTime.parse(from), LocalDateTime.parse(to), unit);
    }
}
