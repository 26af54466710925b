package dev.florin.portal.overview;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.pages.Formats;
import dev.florin.payments.Statistics;
import dev.florin.payments.Statistics.Count;
import dev.florin.payments.Statistics.Fact;
import dev.florin.portal.overview.Chart.Point;
import java.text.NumberFormat;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the overview shows of a span, in one currency: sums of different ones would mean nothing. */
@Component
class Overview {

    private static final int MOST_REASONS = 6;

    private final Statistics statistics;
    private final Formats formats;

    Overview(Statistics statistics, Formats formats) {
        this.statistics = statistics;
        this.formats = formats;
    }

    /**
     * @param quiet true if nothing at all happened in the span
     * @param volumeTop what the upper edge of the volume's chart stands for
     */
    record Figures(
            boolean quiet,
            List<Measure> measures,
            Chart volume,
            String volumeTop,
            String volumeMiddle,
            int decimals,
            Chart success,
            List<Method> methods,
            List<Reason> reasons,
            long declines) {}

    /** @param volume of all methods' */
    record Method(String name, String title, String amount, Share volume, long succeeded, Share success) {}

    /** Why payments failed. @param share of all that failed */
    record Reason(String code, String title, long count, Share share) {}

    Figures figures(Tenant tenant, Currency currency, Span span) {
        List<List<Count>> both = statistics.counts(tenant, currency, List.of(span.current(), span.before()));
        List<Count> counts = both.getFirst();
        List<Count> before = both.getLast();
        Totals now = Totals.of(counts, currency);
        Chart volume = volume(span, counts, before, currency);
        long declines = now.failed();
        return new Figures(
                counts.isEmpty(),
                measures(now, Totals.of(before, currency)),
                volume,
                axis(volume.top(), currency),
                axis(volume.middle(), currency),
                decimals(currency),
                success(span, counts, currency),
                methods(counts, now, currency),
                reasons(counts, declines),
                declines);
    }

    private List<Measure> measures(Totals now, Totals was) {
        return List.of(
                sum("gross", "Gross volume", now.captured(), was.captured(), "All that was captured."),
                sum("net", "Net volume", now.net(), was.net(), "Captured, less what was refunded."),
                Measure.of(
                        "payments",
                        "Successful payments",
                        "%,d".formatted(now.succeeded()),
                        "%,d".formatted(was.succeeded()),
                        now.succeeded(),
                        was.succeeded(),
                        "Payments that were authorised."),
                Measure.of(
                        "success",
                        "Success rate",
                        now.success(),
                        was.success(),
                        true,
                        "Of the payments that were decided, those that were authorised."),
                sum("average", "Average payment", now.average(), was.average(), "Of successful payments."),
                Measure.of(
                        "refunds",
                        "Refund rate",
                        now.refundShare(),
                        was.refundShare(),
                        false,
                        "What was refunded, as a part of what was captured."));
    }

    private Measure sum(String name, String title, Money now, Money was, String explanation) {
        return Measure.of(name, title, formats.money(now), formats.money(was), now.minor(), was.minor(), explanation);
    }

    private Chart volume(Span span, List<Count> counts, List<Count> before, Currency currency) {
        Map<LocalDateTime, List<Count>> now = counts.stream().collect(groupingBy(Count::begin));
        Map<LocalDateTime, List<Count>> was = before.stream().collect(groupingBy(Count::begin));
        List<LocalDateTime> units = span.units();
        List<LocalDateTime> unitsBefore = span.unitsBefore();
        var points = new ArrayList<Point>();
        for (int i = 0; i < units.size(); i++) {
            boolean come = !units.get(i).isAfter(span.now());
            Money value = Totals.of(now.getOrDefault(units.get(i), List.of()), currency)
                    .captured();
            Money valueBefore = i < unitsBefore.size()
                    ? Totals.of(was.getOrDefault(unitsBefore.get(i), List.of()), currency)
                            .captured()
                    : null;
            points.add(new Point(
                    span.caption(units.get(i)),
                    come ? major(value) : null,
                    valueBefore == null ? null : major(valueBefore),
                    come ? formats.money(value) : "",
                    valueBefore == null ? "" : formats.money(valueBefore)));
        }
        return Chart.fromZero(points);
    }

    private static Chart success(Span span, List<Count> counts, Currency currency) {
        Map<LocalDateTime, List<Count>> now = counts.stream().collect(groupingBy(Count::begin));
        return Chart.percentages(span.units().stream()
                .map(unit -> {
                    Totals totals = Totals.of(now.getOrDefault(unit, List.of()), currency);
                    Share share = totals.success();
                    return new Point(
                            span.caption(unit),
                            share.known() ? share.percent().doubleValue() : null,
                            null,
                            share.known() ? share + " of " + "%,d".formatted(totals.decided()) : "none",
                            "");
                })
                .toList());
    }

    private List<Method> methods(List<Count> counts, Totals all, Currency currency) {
        return counts.stream()
                .map(Count::method)
                .distinct()
                .map(name -> {
                    Totals totals =
                            Totals.of(counts, currency, count -> count.method().equals(name));
                    return new Method(
                            name,
                            name.equals("upi") ? "UPI" : "Card",
                            formats.money(totals.captured()),
                            new Share(totals.captured().minor(), all.captured().minor()),
                            totals.succeeded(),
                            totals.success());
                })
                .sorted(Comparator.comparingLong(
                                (Method method) -> method.volume().part())
                        .reversed())
                .toList();
    }

    private static List<Reason> reasons(List<Count> counts, long declines) {
        Map<String, Long> byCode = counts.stream()
                .filter(count -> count.fact() == Fact.FAILED && count.code() != null)
                .collect(groupingBy(Count::code, summingLong(Count::events)));
        return byCode.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_REASONS)
                .map(entry -> new Reason(
                        entry.getKey(), words(entry.getKey()), entry.getValue(), new Share(entry.getValue(), declines)))
                .toList();
    }

    /** {@code insufficient_funds} becomes "Insufficient funds". */
    private static String words(String code) {
        String words = code.replace('_', ' ').replace("cvc", "CVC").replace("upi", "UPI");
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static double major(Money money) {
        return money.minor() / Math.pow(10, decimals(money.currency()));
    }

    private static int decimals(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    /** A value at the side of a chart, short: {@code 1.5M}. */
    private static String axis(double value, Currency currency) {
        var format = NumberFormat.getCompactNumberInstance(Locale.ENGLISH, NumberFormat.Style.SHORT);
        format.setMaximumFractionDigits(value < 10 ? Math.min(2, decimals(currency)) : 1);
        return format.format(value);
    }
}
