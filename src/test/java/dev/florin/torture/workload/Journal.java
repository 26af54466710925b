package dev.florin.torture.workload;

import dev.florin.torture.Merchant;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All that was asked of Florin and what was answered: in memory, and in a file that outlives the run. */
public final class Journal implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Instant begun = Instant.now();
    private final long origin = System.nanoTime();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final BufferedWriter file;

    /**
     * A request.
     *
     * @param number in the order in which they were sent
     * @param client who sent it
     * @param merchant as whom
     * @param instance whom it asked
     * @param key for idempotency; null for reads
     * @param at nanoseconds since the journal was begun
     */
    public record Call(
            int number,
            String client,
            Merchant merchant,
            String instance,
            String method,
            String path,
            @Nullable String key,
            String body,
            long at) {

        public boolean isPost() {
            return method.equals("POST");
        }

        /** For people, without what only programs need. */
        @Override
        public String toString() {
            return "%d %s %s by %s of %s %s".formatted(number, method, path, client, instance, key) + " " + body;
        }
    }

    /**
     * What came of it.
     *
     * @param at nanoseconds since the journal was begun
     * @param status of HTTP; 0 if there was no answer
     * @param replayed whether Florin says that it gave this answer before
     * @param body of the answer, or why there is none
     */
    public record Answer(long at, int status, boolean replayed, String body) {

        public boolean isDone() {
            return status / 100 == 2;
        }

        /** @throws RuntimeException if it is not JSON */
        public JsonNode json() {
            return body.isEmpty() ? JSON.nullNode() : JSON.readTree(body);
        }

        /** Whether asking again may bring another answer: only the next one will tell what became of the request. */
        public boolean isOpen() {
            return status == 0
                    || status == 429
                    || status >= 500
                    || status == 409 && body.contains("\"idempotency_key_in_use\"");
        }
    }

    /** @param answer null while it is awaited */
    public record Exchange(Call call, @Nullable Answer answer) {}

    public Journal(Path file) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            this.file = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down that a request is about to be sent. */
    synchronized Call sent(
            String client,
            Merchant merchant,
            String instance,
            String method,
            String path,
            @Nullable String key,
            String body) {
        var call = new Call(exchanges.size(), client, merchant, instance, method, path, key, body, now());
        exchanges.add(new Exchange(call, null));
        write(line(call));
        return call;
    }

    /** Writes down what came of it. */
    synchronized Answer answered(Call call, int status, boolean replayed, String body) {
        var answer = new Answer(now(), status, replayed, body);
        exchanges.set(call.number(), new Exchange(call, answer));
        write(line(call, answer));
        return answer;
    }

    public synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    private String line(Call call) {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("sent", call.number())
                .put("at", at(call.at()))
                .put("client", call.client())
                .put("merchant", call.merchant().key().id())
                .put("instance", call.instance())
                .put("request", call.method() + " " + call.path())
                .put("key", call.key())
                .put("body", call.body()));
    }

    private String line(Call call, Answer answer) {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("answered", call.number())
                .put("at", at(answer.at()))
                .put("status", answer.status())
                .put("replayed", answer.replayed())
                .put("body", answer.body()));
    }

    private String at(long nanos) {
        return begun.plus(Duration.ofNanos(nanos)).toString();
    }

    /** An exchange as the file has it. */
    public String text(Exchange exchange) {
        Answer answer = exchange.answer();
        return line(exchange.call()) + (answer == null ? " no answer" : " " + line(exchange.call(), answer));
    }

    private void write(String line) {
        try {
            file.write(line);
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
