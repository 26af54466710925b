package dev.florin.torture.checker;

import dev.florin.gateways.sandbox.SandboxLog.Dispute;
import dev.florin.kernel.TypeId;
import dev.florin.torture.workload.Journal.Answer;
import dev.florin.torture.workload.Journal.Call;
import dev.florin.torture.workload.Journal.Exchange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Every dispute of the acquirer's is Florin's, once and as it stands there; the acquirer was told what a merchant was
 * promised to be told to it, and nothing that nobody wanted.
 */
final class DisputesAgree implements Law {

    private static final Map<String, List<String>> SAME = Map.of(
            "open", List.of("needs_response", "under_review"),
            "won", List.of("won"),
            "lost", List.of("lost"),
            "accepted", List.of("accepted"));

    @Override
    public void judge(Evidence evidence, Findings findings) {
        Map<UUID, String> known = new HashMap<>();
        evidence.books().disputes().forEach((id, dispute) -> {
            UUID reference = UUID.fromString(dispute.path("acquirer_reference").asString());
            String twin = known.putIfAbsent(reference, id);
            if (twin != null) {
                findings.add(id, "is the same at the acquirer as " + twin);
            }
            compare(id, dispute, evidence.acquirer().disputes().get(reference), findings);
        });
        evidence.acquirer().disputes().forEach((reference, dispute) -> {
            if (!known.containsKey(reference)) {
                findings.add(TypeId.format("pay", dispute.authorization()), "nobody knows of its " + dispute);
            }
        });
        answers(evidence, findings);
    }

    private static void compare(String id, JsonNode told, @Nullable Dispute dispute, Findings findings) {
        boolean right = dispute != null
                && told.path("payment_id").asString().equals(TypeId.format("pay", dispute.authorization()))
                && told.path("amount").asLong() == dispute.amount()
                && SAME.getOrDefault(dispute.status(), List.of())
                        .contains(told.path("status").asString())
                && (dispute.submissions() > 0) == !told.path("submitted_at").isNull();
        if (!right) {
            findings.add(id, "is %s, but the acquirer has %s".formatted(told, dispute));
        }
    }

    private static void answers(Evidence evidence, Findings findings) {
        Map<String, Set<String>> asked = new HashMap<>();
        Map<String, Set<String>> promised = new HashMap<>();
        for (Exchange exchange : evidence.exchanges()) {
            Call call = exchange.call();
            String[] path = call.path().split("/", -1);
            if (call.isPost() && path.length == 4 && path[1].equals("disputes")) {
                asked.computeIfAbsent(path[2], _ -> new HashSet<>()).add(path[3]);
                Answer answer = exchange.answer();
                if (answer != null && answer.isDone()) {
                    promised.computeIfAbsent(path[2], _ -> new HashSet<>()).add(path[3]);
                }
            }
        }
        evidence.books().disputes().forEach((id, told) -> {
            Dispute dispute = evidence.acquirer()
                    .disputes()
                    .get(UUID.fromString(told.path("acquirer_reference").asString()));
            if (dispute != null) {
                said(id, "evidence", dispute.submissions() > 0, asked, promised, findings);
                said(id, "accept", dispute.status().equals("accepted"), asked, promised, findings);
                if (dispute.submissions() > 1) {
                    findings.add(id, "evidence was taken %d times".formatted(dispute.submissions()));
                }
            }
        });
    }

    private static void said(
            String id,
            String what,
            boolean happened,
            Map<String, Set<String>> asked,
            Map<String, Set<String>> promised,
            Findings findings) {
        if (!happened && promised.getOrDefault(id, Set.of()).contains(what)) {
            findings.add(id, "the acquirer was to be told of %s, and was not".formatted(what));
        }
        if (happened && !asked.getOrDefault(id, Set.of()).contains(what)) {
            findings.add(id, "the acquirer was told of %s that nobody asked for".formatted(what));
        }
    }
}
