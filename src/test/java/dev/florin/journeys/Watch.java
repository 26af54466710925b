package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An impatient caller, who asks for a payment all the time and remembers every state that it was told. Whatever the
 * acquirer does, each of them has to have been true: payments go forward only, and what is over stays as it is.
 */
final class Watch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(40);
    private static final Set<String> OVER = Set.of("captured", "failed", "cancelled", "expired");
    private static final Map<String, Set<String>> NEXT = Map.of(
            "pending",
            Set.of("processing", "requires_action", "authorized", "captured", "failed", "cancelled", "expired"),
            "processing",
            Set.of("requires_action", "authorized", "captured", "failed", "cancelled", "expired"),
            "requires_action",
            Set.of("processing", "authorized", "captured", "failed", "cancelled", "expired"),
            "authorized",
            Set.of("captured", "cancelled", "expired"));

    private final ApiClient api;
    private final String payment;
    private final List<State> seen = new ArrayList<>();
    private final List<State> answers = new ArrayList<>();
    private @Nullable Throwable failure;
    private boolean closed;

    private record State(String status, long captured) {

        static State of(Reply reply) {
            assertThat(reply.status()).as("%s", reply.body()).isIn(200, 201);
            return new State(reply.text("status"), reply.number("amount_captured"));
        }

        boolean mayBecome(State later) {
            return captured <= later.captured && (status.equals(later.status) || next().contains(later.status));
        }

        private Set<String> next() {
            return NEXT.getOrDefault(status, Set.of());
        }
    }

    private Watch(ApiClient api, String payment) {
        this.api = api;
        this.payment = payment;
    }

    /** Watches what a POST has just answered. */
    static Watch of(ApiClient api, Reply begun) {
        var watch = new Watch(api, begun.text("id"));
        watch.heard(begun);
        Thread.ofVirtual().name("watch-" + watch.payment).start(watch::look);
        return watch;
    }

    String payment() {
        return payment;
    }

    /** What another caller was answered meanwhile. */
    synchronized Watch heard(Reply answer) {
        answers.add(State.of(answer));
        return this;
    }

    private void look() {
        try {
            while (see()) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException | RuntimeException | AssertionError e) {
            fail(e);
        }
    }

    /** Asks and remembers in one, so that nobody's older answer comes after a newer one. */
    private synchronized boolean see() {
        if (closed) {
            return false;
        }
        var state = State.of(api.get("/payments/" + payment));
        if (seen.isEmpty() || !seen.getLast().equals(state)) {
            seen.add(state);
        }
        return true;
    }

    private synchronized void fail(Throwable e) {
        failure = e;
    }

    /** The status once it is one of {@code wanted}; fails if that takes longer than {@code patience}, or cannot be. */
    String await(Duration patience, String... wanted) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String status = status();
            if (Set.of(wanted).contains(status)) {
                return status;
            }
            if (System.nanoTime() > deadline || OVER.contains(status)) {
                throw new AssertionError(
                        "%s is not %s but was %s".formatted(payment, List.of(wanted), seen()), failure);
            }
            pause();
        }
    }

    /** The status once it cannot change any more. */
    String awaitOver(Duration patience) {
        return await(patience, OVER.toArray(String[]::new));
    }

    /** Looks once more, stops, and judges all that was seen. */
    @Override
    public void close() {
        see();
        List<State> told = seen();
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i - 1).mayBecome(told.get(i)))
                    .as("forward only: %s", told)
                    .isTrue();
        }
        assertThat(answers()).as("became %s", told).allMatch(state -> state.mayBecome(told.getLast()));
        assertThat(told)
                .as("no money where it failed")
                .noneMatch(s -> s.status().equals("failed") && s.captured() > 0);
    }

    private synchronized List<State> seen() {
        return List.copyOf(seen);
    }

    private synchronized List<State> answers() {
        closed = true;
        return List.copyOf(answers);
    }

    private synchronized String status() {
        return seen.isEmpty() ? "" : seen.getLast().status();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
