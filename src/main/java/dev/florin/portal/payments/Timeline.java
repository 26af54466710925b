package dev.florin.portal.payments;

import dev.florin.pages.Visitor;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** All that is known to have happened about a payment, from wherever it was recorded, in one order: newest first. */
@Component
class Timeline {

    private static final Comparator<Moment> OLDEST_FIRST =
            Comparator.comparing(Moment::at).thenComparing(Moment::rank);

    private final List<Traces> traces;

    Timeline(List<Traces> traces) {
        this.traces = traces;
    }

    List<Moment> of(Traces.Subject subject, Visitor visitor) {
        return traces.stream()
                .flatMap(one -> one.of(subject, visitor))
                .sorted(OLDEST_FIRST) // stable: what one kind of record says of one instant stays in its order
                .toList()
                .reversed();
    }
}
