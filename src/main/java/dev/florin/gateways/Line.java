package dev.florin.gateways;

import dev.florin.platform.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The line to one acquirer: calls through its circuit, tried again where that is safe. */
final class Line implements AutoCloseable {

    private static final String OPEN = "circuit open";

    private final Acquirer acquirer;
    private final Circuit circuit;
    private final List<Duration> pauses;
    private final Meter meter;
    private final Traces traces;

    /** Told of every call. */
    @FunctionalInterface
    interface Meter {
        void count(GatewayId gateway, Attempt attempt);
    }

    /** @param pauses before each retry */
    Line(Acquirer acquirer, Circuit circuit, List<Duration> pauses, Meter meter, Traces traces) {
        this.acquirer = acquirer;
        this.circuit = circuit;
        this.pauses = pauses;
        this.meter = meter;
        this.traces = traces;
    }

    Acquirer acquirer() {
        return acquirer;
    }

    Circuit circuit() {
        return circuit;
    }

    Answer execute(Instruction instruction) {
        List<Exchange> exchanges = new ArrayList<>(1);
        boolean maybeArrived = false;
        for (int retry = 0; ; retry++) {
            Optional<Attempt> made = circuit.instruct(metered(() -> acquirer.send(instruction)));
            if (made.isEmpty()) {
                return answer(new Outcome.NotSent(OPEN), maybeArrived, exchanges);
            }
            Attempt attempt = made.get();
            exchanges.add(attempt.exchange());
            maybeArrived |= attempt.outcome() instanceof Outcome.Unknown;
            if (!attempt.retryable() || retry == pauses.size()) {
                return answer(attempt.outcome(), maybeArrived, exchanges);
            }
            if (!slept(pauses.get(retry))) {
                return answer(new Outcome.Unknown("interrupted"), maybeArrived, exchanges);
            }
        }
    }

    /** That the last try was not sent says nothing of those before. */
    private static Answer answer(Outcome last, boolean maybeArrived, List<Exchange> exchanges) {
        return maybeArrived && last instanceof Outcome.NotSent(String why)
                ? new Answer(new Outcome.Unknown("an earlier try may have arrived; the last: " + why), exchanges)
                : new Answer(last, exchanges);
    }

    /** An inquiry that is not sent tells nothing either, so that it never answers {@link Outcome.NotSent}. */
    Answer inquire(UUID reference) {
        Optional<Attempt> made = circuit.inquire(metered(() -> acquirer.ask(reference)));
        if (made.isEmpty()) {
            return new Answer(new Outcome.Unknown(OPEN), List.of());
        }
        Outcome outcome = made.get().outcome();
        return new Answer(
                outcome instanceof Outcome.NotSent(String why) ? new Outcome.Unknown(why) : outcome,
                List.of(made.get().exchange()));
    }

    /** One call, no retries: whoever pleads does so again, under the same reference. */
    Hearing plead(Plea plea) {
        return heard(() -> acquirer.disputes().plead(plea), circuit::instruct);
    }

    Hearing askAboutDispute(String acquirerReference) {
        return heard(() -> acquirer.disputes().ask(acquirerReference), circuit::inquire);
    }

    private Hearing heard(
            Supplier<DisputeDesk.Statement> call, Function<Supplier<Attempt>, Optional<Attempt>> through) {
        var heard = new AtomicReference<DisputeDesk.@Nullable Statement>();
        Supplier<Attempt> attempt = () -> {
            DisputeDesk.Statement statement = call.get();
            heard.set(statement);
            return statement.attempt();
        };
        boolean passed = through.apply(metered(attempt)).isPresent();
        DisputeDesk.Statement statement = heard.get();
        return !passed || statement == null
                ? new Hearing(new Hearing.Finding.Unknown(OPEN), List.of())
                : new Hearing(statement.finding(), statement.exchanges());
    }

    /** Null if it could not be found out. */
    DisputeDesk.@Nullable Listing disputesChangedSince(Instant since) {
        var heard = new AtomicReference<DisputeDesk.@Nullable Listing>();
        Supplier<Attempt> attempt = () -> {
            DisputeDesk.Listing listing = acquirer.disputes().changedSince(since);
            heard.set(listing);
            return listing.attempt();
        };
        circuit.inquire(metered(attempt));
        DisputeDesk.Listing listing = heard.get();
        return listing == null || !listing.known() ? null : listing;
    }

    private Supplier<Attempt> metered(Supplier<Attempt> call) {
        return () -> {
            try (Traces.Span span = traces.begin("acquirer " + acquirer.id().name(), Traces.Kind.CLIENT)) {
                Attempt attempt = call.get();
                meter.count(acquirer.id(), attempt);
                tell(attempt, span);
                return attempt;
            }
        };
    }

    private static void tell(Attempt attempt, Traces.Span span) {
        String outcome = RequestMeter.name(attempt.outcome());
        span.note("florin.operation", attempt.exchange().operation());
        span.note("florin.outcome", outcome);
        if (attempt.outcome() instanceof Outcome.Unknown || attempt.outcome() instanceof Outcome.NotSent) {
            span.fail(outcome);
        }
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        acquirer.close();
    }
}
