package dev.florin.benchmark;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What came of many journeys: one per thread while they run, added up afterwards. Latencies are in microseconds. */
final class Tally {

    private static final long LONGEST = TimeUnit.MINUTES.toMicros(5);
    private static final int MOST_MESSAGES = 5;

    private final Histogram whole = new Histogram(LONGEST, 3);
    private final Histogram order = new Histogram(LONGEST, 3);
    private final Histogram payment = new Histogram(LONGEST, 3);
    private final Map<String, Integer> messages = new TreeMap<>();
    private long amount;
    private long errors;

    /**
     * @param amount minor units
     * @param ordering nanoseconds from when the journey should have begun to the order's answer
     * @param paying nanoseconds from there to the payment's answer
     */
    void succeeded(long amount, long ordering, long paying) {
        this.amount += amount;
        order.recordValue(micros(ordering));
        payment.recordValue(micros(paying));
        whole.recordValue(micros(ordering + paying));
    }

    void failed(String step, KeepAlive.Answer answer) {
        String body = answer.body();
        failed("%s: %d %s".formatted(step, answer.status(), body.substring(0, Math.min(200, body.length()))));
    }

    void failed(String message) {
        errors++;
        if (messages.size() < MOST_MESSAGES || messages.containsKey(message)) {
            messages.merge(message, 1, Integer::sum);
        }
    }

    Tally plus(Tally other) {
        var sum = new Tally();
        for (Tally part : new Tally[] {this, other}) {
            sum.whole.add(part.whole);
            sum.order.add(part.order);
            sum.payment.add(part.payment);
            sum.amount += part.amount;
            part.messages.forEach((message, times) -> sum.messages.merge(message, times, Integer::sum));
            sum.errors += part.errors;
        }
        return sum;
    }

    long payments() {
        return whole.getTotalCount();
    }

    /** Minor units of all that succeeded. */
    long amount() {
        return amount;
    }

    long errors() {
        return errors;
    }

    /** Some of what went wrong, and how often. */
    Map<String, Integer> messages() {
        return messages;
    }

    /** Milliseconds that {@code percent} of the journeys took at most. */
    double whole(double percent) {
        return millis(whole, percent);
    }

    double order(double percent) {
        return millis(order, percent);
    }

    double payment(double percent) {
        return millis(payment, percent);
    }

    private static double millis(Histogram histogram, double percent) {
        return histogram.getValueAtPercentile(percent) / 1000.0;
    }

    private static long micros(long nanos) {
        return Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST);
    }
}
