package dev.florin.torture.checker;

import dev.florin.torture.workload.Journal.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What was answered with success is there, as it was answered. */
final class Acknowledged implements Law {

    @Override
    public void judge(Evidence evidence, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (Telling told : evidence.tellings()) {
            JsonNode now = now(evidence.books(), told);
            if (now == null) {
                if (seen.add(told.id())) {
                    findings.add(told.id(), "was told as %s and is not there".formatted(told.status()));
                }
            } else if (now.path("amount").asLong() != told.amount()
                    || !now.path("currency").asString().equals(told.currency())
                    || !now.path(told.kind().equals("refund") ? "payment_id" : "order_id")
                            .asString("")
                            .equals(told.parent())) {
                findings.add(told.id(), "was told as %s and is %s".formatted(told, now));
            }
        }
        requests(evidence, findings);
    }

    private static @Nullable JsonNode now(Books books, Telling told) {
        Map<String, JsonNode> all = switch (told.kind()) {
            case "payment" -> books.payments();
            case "refund" -> books.refunds();
            default -> books.orders();
        };
        return all.get(told.id());
    }

    /** Captures and voids have no ids of their own: their payments' events tell of them. */
    private static void requests(Evidence evidence, Findings findings) {
        Map<String, Map<String, Call>> asked = new HashMap<>();
        for (Telling told : evidence.of("payment")) {
            Call call = told.exchange().call();
            if (told.isAcknowledged() && !call.path().equals("/payments") && call.key() != null) {
                asked.computeIfAbsent(told.id(), _ -> new HashMap<>()).put(call.key(), call);
            }
        }
        asked.forEach((payment, calls) -> {
            JsonNode now = evidence.books().payments().get(payment);
            if (now != null) {
                List<String> events = new ArrayList<>();
                now.path("events").forEach(e -> events.add(e.path("type").asString()));
                long captures = calls.values().stream()
                        .filter(c -> c.path().endsWith("/capture"))
                        .count();
                long known = events.stream()
                        .filter("payment.capture_requested"::equals)
                        .count();
                if (captures > known) {
                    findings.add(payment, "%d captures were acknowledged, it knows %d".formatted(captures, known));
                }
                boolean voided = calls.values().stream().anyMatch(c -> c.path().endsWith("/void"));
                if (voided && !events.contains("payment.void_requested")) {
                    findings.add(payment, "a void was acknowledged, and it knows of none");
                }
            }
        });
    }
}
