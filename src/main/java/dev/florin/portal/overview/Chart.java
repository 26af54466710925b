package dev.florin.portal.overview;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A picture of values over time, in a box 1000 wide and 100 high, to be stretched: it says all that a script could make
 * of it, and the table beside it says it in words.
 *
 * @param points one for each unit of time
 * @param floor the value at the bottom
 * @param top the value at the upper edge
 */
record Chart(List<Point> points, double floor, double top) {

    private static final double WIDTH = 1000;
    private static final double HEIGHT = 100;

    /**
     * @param caption the unit of time
     * @param value null where there is none
     * @param before the value of the time before; null where there is none
     * @param text the value, for people
     * @param beforeText the same of {@code before}
     */
    record Point(
            String caption,
            @Nullable Double value,
            @Nullable Double before,
            String text,
            String beforeText) {}

    /** From zero to a round number above all values. */
    static Chart fromZero(List<Point> points) {
        double highest = points.stream()
                .flatMap(point -> Stream.of(orZero(point.value()), orZero(point.before())))
                .max(Double::compare)
                .orElse(0.0);
        return new Chart(points, 0, round(highest));
    }

    /** Percentages: up to 100, from the tens below the lowest. */
    static Chart percentages(List<Point> points) {
        double lowest = points.stream()
                .flatMap(point -> Optional.ofNullable(point.value()).stream())
                .min(Double::compare)
                .orElse(0.0);
        return new Chart(points, Math.max(0, Math.floor(lowest / 10 - 0.2) * 10), 100);
    }

    /** 1, 1.5, 2, 3, 4, 5, 6, 8 or 10 times a power of ten. */
    static double round(double highest) {
        if (highest <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(highest)));
        for (double step : new double[] {1, 1.5, 2, 3, 4, 5, 6, 8}) {
            if (highest <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    public double middle() {
        return (floor + top) / 2;
    }

    /** Some captions from left to right, the first and the last among them. */
    public List<String> captions() {
        int last = points.size() - 1;
        int steps = Math.min(4, last);
        return steps < 1
                ? points.stream().map(Point::caption).toList()
                : IntStream.rangeClosed(0, steps)
                        .mapToObj(i -> points.get(i * last / steps).caption())
                        .toList();
    }

    /** The outlines of the bars, as SVG's path data. */
    public String bars() {
        double step = WIDTH / Math.max(1, points.size());
        double gap = points.size() > 60 ? 0.1 : 0.22;
        var path = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            double high = height(points.get(i).value());
            if (high > 0) {
                double left = i * step + step * gap / 2;
                double seen = Math.max(high, 0.8); // so that something can be seen
                path.append("M%s %sV%sH%sV%sZ"
                        .formatted(n(left), n(HEIGHT), n(HEIGHT - seen), n(left + step * (1 - gap)), n(HEIGHT)));
            }
        }
        return path.toString();
    }

    /** The values before, through the middles of the bars. */
    public String lineBefore() {
        return line(true);
    }

    public String line() {
        return line(false);
    }

    private String line(boolean before) {
        double step = WIDTH / Math.max(1, points.size());
        var path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < points.size(); i++) {
            Double value = before ? points.get(i).before() : points.get(i).value();
            if (value != null) {
                path.append(pen ? 'L' : 'M')
                        .append(n((i + 0.5) * step))
                        .append(' ')
                        .append(n(HEIGHT - height(value)));
                if (!pen && !hasNext(i, before)) {
                    path.append("h0.01"); // a dot
                }
            }
            pen = value != null;
        }
        return path.toString();
    }

    private boolean hasNext(int i, boolean before) {
        return i + 1 < points.size()
                && (before ? points.get(i + 1).before() : points.get(i + 1).value()) != null;
    }

    private double height(@Nullable Double value) {
        return value == null || top <= floor ? 0 : Math.max(0, Math.min(1, (value - floor) / (top - floor))) * HEIGHT;
    }

    private static String n(double number) {
        return String.format(Locale.ROOT, "%.2f", number).replaceAll("\\.?0+$", "");
    }
}
