package dev.florin.payments;

import dev.florin.consistency.Check.Span;
import dev.florin.payments.Stored.Changed;
import dev.florin.payments.Stored.Line;
import dev.florin.payments.Stored.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Payments to which something happened in a span, as one snapshot of the database has them: read once for all checks that
 * look at it in the same transaction.
 *
 * @param rows of those that have one; none where so much happened that it is not kept
 * @param events of those whose whole stream was stored in the span, by payment
 */
record News(
        Span span,
        List<Changed> changed,
        Map<UUID, Row> rows,
        Map<UUID, List<Line>> events,
        Map<UUID, List<PaymentEvent>> parsed) {

    News(Span span, List<Changed> changed, Map<UUID, Row> rows, Map<UUID, List<Line>> events) {
        this(span, changed, rows, events, new HashMap<>());
    }

    /** The events that some lines are, read once. */
    List<PaymentEvent> parsed(UUID payment, List<Line> lines, Function<List<Line>, List<PaymentEvent>> reader) {
        @Nullable List<PaymentEvent> known = parsed.get(payment);
        if (known != null) {
            return known;
        }
        List<PaymentEvent> read = reader.apply(lines);
        if (lines.equals(events.get(payment))) {
            parsed.put(payment, read);
        }
        return read;
    }
}
