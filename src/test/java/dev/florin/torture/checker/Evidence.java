package dev.florin.torture.checker;

import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxLog.Charge;
import dev.florin.kernel.TypeId;
import dev.florin.torture.workload.Inbox.Delivery;
import dev.florin.torture.workload.Journal.Exchange;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a run once nothing moves any more.
 *
 * @param exchanges what clients asked and were answered, in the order of asking
 * @param tellings what good answers told, in the same order
 * @param deliveries what merchants heard
 * @param acquirer its own log
 * @param books what Florin says
 */
public record Evidence(
        List<Exchange> exchanges, List<Telling> tellings, List<Delivery> deliveries, SandboxLog acquirer, Books books) {

    /** @throws RuntimeException if an answer cannot be understood */
    public static Evidence of(List<Exchange> exchanges, List<Delivery> deliveries, SandboxLog acquirer, Books books) {
        List<Telling> tellings =
                exchanges.stream().flatMap(e -> Telling.of(e).stream()).toList();
        return new Evidence(exchanges, tellings, deliveries, acquirer, books);
    }

    List<Telling> of(String kind) {
        return tellings.stream().filter(t -> t.kind().equals(kind)).toList();
    }

    Map<String, List<Telling>> byId() {
        return tellings.stream().collect(Collectors.groupingBy(Telling::id));
    }

    /** What the acquirer charged for a payment; null if nothing. */
    @Nullable
    Charge charge(String payment) {
        return acquirer.charges().get(reference(payment));
    }

    static UUID reference(String id) {
        return TypeId.parse(id.substring(0, id.lastIndexOf('_')), id)
                .orElseThrow(() -> new IllegalArgumentException("Not an id: " + id));
    }
}
