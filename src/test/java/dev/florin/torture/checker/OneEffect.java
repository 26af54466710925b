package dev.florin.torture.checker;

import dev.florin.torture.workload.Journal.Answer;
import dev.florin.torture.workload.Journal.Call;
import dev.florin.torture.workload.Journal.Exchange;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A key has one effect and one answer, however often and by whomever it is used. */
final class OneEffect implements Law {

    /** What a request may be told besides success and what {@link Answer#isOpen} says. */
    private static final List<Integer> REFUSALS = List.of(409, 422);

    private record Key(UUID merchant, String text) {}

    @Override
    public void judge(Evidence evidence, Findings findings) {
        Map<Key, List<Exchange>> byKey = new LinkedHashMap<>();
        for (Exchange exchange : evidence.exchanges()) {
            Call call = exchange.call();
            if (call.key() != null) {
                byKey.computeIfAbsent(
                                new Key(call.merchant().key().merchant(), call.key()), _ -> new java.util.ArrayList<>())
                        .add(exchange);
            }
            refusal(exchange, findings);
        }
        byKey.values().forEach(exchanges -> oneAnswer(exchanges, findings));
        oneThing(evidence.books().payments().values(), findings);
        oneThing(evidence.books().refunds().values(), findings);
        oneThing(evidence.books().orders().values(), findings);
    }

    /** All that clients ask is possible, or was. */
    private static void refusal(Exchange exchange, Findings findings) {
        Answer answer = exchange.answer();
        if (answer != null && !answer.isDone() && !answer.isOpen() && !REFUSALS.contains(answer.status())) {
            findings.add(
                    object(exchange),
                    "%s was refused with %d: %s".formatted(exchange.call(), answer.status(), answer.body()));
        }
    }

    private static String object(Exchange exchange) {
        return List.of(exchange.call().path().split("[/?]")).stream()
                .filter(part -> part.matches("(pay|rfnd|order|dp)_.+"))
                .findFirst()
                .orElse("");
    }

    private static void oneAnswer(List<Exchange> exchanges, Findings findings) {
        Exchange first = null;
        for (Exchange exchange : exchanges) {
            Answer answer = exchange.answer();
            if (answer != null && answer.isDone()) {
                if (first == null) {
                    first = exchange;
                } else if (!isSame(first, exchange)) {
                    findings.add(
                            id(answer),
                            "one key for two requests, both of which were answered: %s and %s"
                                    .formatted(first, exchange));
                } else if (!answer.body().equals(body(first))) {
                    findings.add(id(answer), "one key, two answers: %s and %s".formatted(first.answer(), answer));
                }
            }
        }
        reused(exchanges, findings);
    }

    /** Another request under a key that is used up is told so, and not something else. */
    private static void reused(List<Exchange> exchanges, Findings findings) {
        for (Exchange used : exchanges) {
            Answer answer = used.answer();
            if (answer == null || !answer.isDone()) {
                continue;
            }
            exchanges.stream()
                    .filter(later -> !isSame(used, later) && later.call().at() > answer.at())
                    .filter(later -> later.answer() != null && !isToldSo(later.answer()))
                    .forEach(later ->
                            findings.add(id(answer), "another request under its key was not told so: " + later));
            return;
        }
    }

    private static boolean isToldSo(@Nullable Answer answer) {
        return answer == null || answer.status() == 422 && answer.body().contains("idempotency") || answer.isOpen();
    }

    private static boolean isSame(Exchange one, Exchange other) {
        return one.call().path().equals(other.call().path())
                && one.call().body().equals(other.call().body());
    }

    private static String body(Exchange exchange) {
        return exchange.answer() == null ? "" : exchange.answer().body();
    }

    private static String id(Answer answer) {
        return answer.isDone() ? answer.json().path("id").asString("") : "";
    }

    /** Things say which request made them. */
    private static void oneThing(Collection<JsonNode> things, Findings findings) {
        Map<String, List<String>> made = new HashMap<>();
        for (JsonNode thing : things) {
            String request = thing.path("metadata").path("request").asString("");
            if (!request.isEmpty()) {
                made.computeIfAbsent(request, _ -> new java.util.ArrayList<>())
                        .add(thing.path("id").asString());
            }
        }
        made.forEach((request, ids) -> {
            if (ids.size() > 1) {
                findings.add(
                        ids.getFirst(),
                        "one request, %s, made %s"
                                .formatted(request, ids.stream().sorted().collect(Collectors.joining(", "))));
            }
        });
    }
}
