package dev.florin.gateways.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which request or callback meets which fault: by rules set over the control API, else by the card's number. */
final class Faults {

    private static final int REMEMBERED = 100_000;

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final AtomicLong names = new AtomicLong();

    /** A card's fault strikes the first request with a reference, so that a retry gets through. */
    private final Map<UUID, Boolean> struck = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    Rule add(Wanted wanted) {
        Rule rule = new Rule(names.incrementAndGet(), wanted);
        rules.add(rule);
        return rule;
    }

    List<Rule> rules() {
        return List.copyOf(rules);
    }

    void clear() {
        rules.clear();
    }

    boolean remove(long id) {
        return rules.removeIf(rule -> rule.id == id);
    }

    /** The fault that a request meets; null for none. */
    @Nullable
    Strike onRequest(Operation operation, UUID reference, @Nullable String instrument) {
        Strike ruled = ruled(operation, reference, instrument, false);
        if (ruled != null || instrument == null || operation != Operation.AUTHORIZE) {
            return ruled;
        }
        Fault fault = MagicValues.fault(instrument);
        return fault == null || fault.concernsCallbacks() || !first(reference) ? null : new Strike(fault, fault.delay);
    }

    /** The fault that a callback meets; null for none. */
    @Nullable
    Strike onCallback(Operation operation, UUID reference, @Nullable String instrument) {
        Strike ruled = ruled(operation, reference, instrument, true);
        Fault fault = ruled != null || instrument == null ? null : MagicValues.fault(instrument);
        return fault == null || !fault.concernsCallbacks() ? ruled : new Strike(fault, fault.delay);
    }

    private @Nullable Strike ruled(Operation operation, UUID reference, @Nullable String instrument, boolean callback) {
        for (Rule rule : rules) {
            if (rule.wanted.fault.concernsCallbacks() == callback
                    && rule.wanted.covers(operation, reference, instrument)
                    && rule.fires()) {
                if (rule.spent()) {
                    rules.remove(rule);
                }
                return new Strike(rule.wanted.fault, rule.wanted.delay());
            }
        }
        return null;
    }

    private boolean first(UUID reference) {
        synchronized (struck) {
            return struck.put(reference, true) == null;
        }
    }

    /**
     * @param times how often it strikes before it is gone; once when absent, for ever when 0
     * @param delayMs in place of the fault's own delay
     * @param probability 0–1, of what matches; always when absent
     * @param seed makes what {@code probability} draws repeatable
     */
    record Wanted(
            @Nullable Match match,
            Fault fault,
            @Nullable Integer times,
            @Nullable Long delayMs,
            @Nullable Double probability,
            @Nullable Long seed) {

        private boolean covers(Operation operation, UUID reference, @Nullable String instrument) {
            return match == null || match.covers(operation, reference, instrument);
        }

        private Duration delay() {
            return delayMs == null ? fault.delay : Duration.ofMillis(delayMs);
        }
    }

    /** Whom a rule concerns: all that is named must fit, and what is absent fits everything. */
    record Match(
            @Nullable Operation operation,
            @Nullable UUID reference,
            @Nullable String cardLast4) {

        boolean covers(Operation asked, UUID about, @Nullable String instrument) {
            return (operation == null || operation == asked)
                    && (reference == null || reference.equals(about))
                    && (cardLast4 == null || (instrument != null && instrument.endsWith(cardLast4)));
        }
    }

    static final class Rule {

        final long id;
        final Wanted wanted;
        private final Random random;
        private int left;

        Rule(long id, Wanted wanted) {
            this.id = id;
            this.wanted = wanted;
            this.random = wanted.seed == null ? new Random() : new Random(wanted.seed);
            this.left = wanted.times == null ? 1 : wanted.times;
        }

        private synchronized boolean fires() {
            if (left < 0 || (wanted.probability != null && random.nextDouble() >= wanted.probability)) {
                return false;
            }
            if (left > 0 && --left == 0) {
                left = -1; // spent
            }
            return true;
        }

        private synchronized boolean spent() {
            return left < 0;
        }
    }
}
