package dev.florin.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the sandbox acquirer says it has taken, read from its log of facts without any of its code. */
final class AcquirerLog {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<String, JsonNode> pending = new HashMap<>();
    private final Map<String, Books.Total> taken = new TreeMap<>();

    private AcquirerLog() {}

    /** What was captured, per currency; empty if the log cannot be read. */
    static Optional<Map<String, Books.Total>> taken(Path file) {
        var log = new AcquirerLog();
        try (var lines = Files.lines(file)) {
            lines.map(MAPPER::readTree).forEach(log::add);
            return Optional.of(log.taken);
        } catch (IOException | UncheckedIOException | JacksonException _) {
            return Optional.empty();
        }
    }

    private void add(JsonNode fact) {
        switch (fact.path("fact").asString()) {
            case "accepted" -> accept(fact, fact.path("request"));
            case "resolved" -> resolve(pending.remove(fact.path("reference").asString()), fact.path("result"));
            default -> {} // callbacks move no money
        }
    }

    private void accept(JsonNode fact, JsonNode request) {
        String operation = request.path("operation").asString();
        boolean captures = operation.equalsIgnoreCase("capture")
                || operation.equalsIgnoreCase("authorize")
                        && request.path("last").asBoolean();
        if (!captures) {
            return;
        }
        var now = fact.path("verdict").path("now");
        if (is("pending", now)) {
            pending.put(request.path("reference").asString(), fact);
        } else {
            resolve(fact, now);
        }
    }

    private void resolve(@Nullable JsonNode accepted, JsonNode result) {
        if (accepted != null && is("approved", result)) {
            var amount = new Books.Total(1, accepted.path("amount").asLong());
            taken.merge(accepted.path("currency").asString(), amount, Books.Total::plus);
        }
    }

    private static boolean is(String status, JsonNode result) {
        return result.path("status").asString().equalsIgnoreCase(status);
    }
}
