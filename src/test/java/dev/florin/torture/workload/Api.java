package dev.florin.torture.workload;

import dev.florin.torture.Merchant;
import dev.florin.torture.workload.Journal.Answer;
import dev.florin.torture.workload.Journal.Call;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way to Florin: asks one instance, and the next where one does not answer; everything is written down. */
public final class Api {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Supplier<List<URI>> instances;
    private final Journal journal;
    private final Duration timeout;
    private final Duration patience;

    /** A client of a merchant's. */
    public record Caller(String name, Merchant merchant) {}

    /**
     * Something to be asked.
     *
     * @param key for idempotency; null for reads
     * @param prefer seconds to wait for the outcome; 0 for none
     */
    public record Request(
            String method, String path, @Nullable String key, String body, int prefer) {

        public static Request get(String path) {
            return new Request("GET", path, null, "", 0);
        }

        Request with(String otherBody) {
            return new Request(method, path, key, otherBody, prefer);
        }
    }

    /**
     * @param instances base addresses, of which any may be dead at any time
     * @param timeout of one request, beyond what it prefers to wait
     * @param patience how long one thing is asked for until there is a definite answer
     */
    public Api(Supplier<List<URI>> instances, Journal journal, Duration timeout, Duration patience) {
        this.instances = instances;
        this.journal = journal;
        this.timeout = timeout;
        this.patience = patience;
    }

    /**
     * Asks until there is a definite answer, with one key for all tries, as integrators are told to do.
     *
     * @param first which instance is asked first
     * @return the last answer, which is open if patience ran out
     */
    public Answer ask(Caller caller, Request request, int first) {
        return ask(caller, request, first, new AtomicBoolean());
    }

    /** @param enough ends the patience */
    Answer ask(Caller caller, Request request, int first, AtomicBoolean enough) {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        for (int tries = 0; ; tries++) {
            Answer answer = once(caller, request, first + tries);
            if (!answer.isOpen() || enough.get() || System.nanoTime() > deadline) {
                return answer;
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Asks one instance, once. */
    Answer once(Caller caller, Request request, int which) {
        List<URI> all = instances.get();
        URI instance = all.get(Math.floorMod(which, all.size()));
        Call call = journal.sent(
                caller.name(),
                caller.merchant(),
                instance.getAuthority(),
                request.method(),
                request.path(),
                request.key(),
                request.body());
        try {
            var response = http.send(wire(caller, request, instance), BodyHandlers.ofString());
            boolean replayed = response.headers()
                    .firstValue("Idempotent-Replayed")
                    .filter("true"::equals)
                    .isPresent();
            return journal.answered(call, response.statusCode(), replayed, response.body());
        } catch (IOException e) {
            return journal.answered(call, 0, false, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return journal.answered(call, 0, false, e.toString());
        }
    }

    private HttpRequest wire(Caller caller, Request request, URI instance) {
        var wire = HttpRequest.newBuilder(instance.resolve("/api/v1" + request.path()))
                .timeout(timeout.plusSeconds(request.prefer()))
                .header("Authorization", caller.merchant().authorization());
        if (request.key() != null) {
            wire.header("Idempotency-Key", request.key()).header("Content-Type", "application/json");
        }
        if (request.prefer() > 0) {
            wire.header("Prefer", "wait=" + request.prefer());
        }
        return wire.method(
                        request.method(),
                        request.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()))
                .build();
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
