package dev.florin.gateways;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The last calls that this instance made to each gateway, in memory: for people who want to know how it fares now. */
@Component
class RecentCalls implements Line.Meter {

    private static final int MEASURED = 500;
    private static final int SHOWN = 20;
    private static final int LONGEST = 2000;

    private final Map<GatewayId, Ring> rings = new ConcurrentHashMap<>();

    private record Call(Instant at, Duration took, boolean healthy) {}

    /**
     * @param calls how many there were, at most {@link #MEASURED}
     * @param p50 null if there were none
     */
    record Summary(
            int calls,
            int failures,
            @Nullable Duration p50,
            @Nullable Duration p95) {}

    @Override
    public void count(GatewayId gateway, Attempt attempt) {
        rings.computeIfAbsent(gateway, _ -> new Ring()).add(attempt);
    }

    Summary since(GatewayId gateway, Instant since) {
        Ring ring = rings.get(gateway);
        return ring == null ? new Summary(0, 0, null, null) : ring.since(since);
    }

    /** Newest first, masked, long texts cut. */
    List<Exchange> exchanges(GatewayId gateway) {
        Ring ring = rings.get(gateway);
        return ring == null ? List.of() : ring.exchanges();
    }

    private static final class Ring {

        private final Deque<Call> calls = new ArrayDeque<>();
        private final Deque<Exchange> exchanges = new ArrayDeque<>();

        synchronized void add(Attempt attempt) {
            Exchange exchange = attempt.exchange();
            calls.addFirst(new Call(exchange.at(), exchange.took(), attempt.healthy()));
            exchanges.addFirst(cut(exchange));
            if (calls.size() > MEASURED) {
                calls.removeLast();
            }
            if (exchanges.size() > SHOWN) {
                exchanges.removeLast();
            }
        }

        synchronized Summary since(Instant since) {
            List<Call> recent =
                    calls.stream().filter(c -> !c.at().isBefore(since)).toList();
            List<Duration> took = recent.stream().map(Call::took).sorted().toList();
            int failures =
                    Math.toIntExact(recent.stream().filter(c -> !c.healthy()).count());
            return took.isEmpty()
                    ? new Summary(0, 0, null, null)
                    : new Summary(
                            took.size(), failures, took.get(took.size() / 2), took.get((took.size() * 95 - 1) / 100));
        }

        synchronized List<Exchange> exchanges() {
            return List.copyOf(exchanges);
        }

        private static Exchange cut(Exchange exchange) {
            return new Exchange(
                    exchange.at(),
                    exchange.took(),
                    exchange.operation(),
                    cut(exchange.request()),
                    exchange.status(),
                    cut(exchange.answer()));
        }

        private static String cut(String text) {
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        }
    }
}
