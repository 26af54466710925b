package dev.florin.torture.checker;

import dev.florin.gateways.sandbox.SandboxLog.Charge;
import dev.florin.kernel.TypeId;
import dev.florin.torture.workload.Inbox.Delivery;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Merchants heard of everything, signed, or Florin says of what they did not. What there was to hear follows from the
 * acquirer's log and from what clients were answered; what Florin's own events add to it must have been told as well.
 */
final class EverybodyTold implements Law {

    private static final Set<String> ANNOUNCED = Set.of(
            "payment.created",
            "payment.pending",
            "payment.requires_action",
            "payment.authorized",
            "payment.success",
            "payment.failed");

    @Override
    public void judge(Evidence evidence, Findings findings) {
        Map<String, String> bodies = new HashMap<>();
        Map<String, String> ids = new HashMap<>();
        Map<String, Set<Integer>> heard = new HashMap<>();
        for (Delivery delivery : evidence.deliveries()) {
            hear(delivery, bodies, ids, heard, findings);
        }
        expected(evidence).forEach((what, times) -> {
            int known = heard.getOrDefault(what, Set.of()).size();
            if (known < times && !evidence.books().givenUp().contains(what)) {
                findings.add(
                        what.substring(what.indexOf(' ') + 1),
                        "%s was to be told %d times, and was told %d times".formatted(what, times, known));
            }
        });
        evidence.books().payments().forEach((id, payment) -> sequence(evidence, id, payment, heard, findings));
    }

    private static void hear(
            Delivery delivery,
            Map<String, String> bodies,
            Map<String, String> ids,
            Map<String, Set<Integer>> heard,
            Findings findings) {
        JsonNode body = delivery.json();
        String object = body.path("data").iterator().next().path("id").asString("");
        String name = body.path("event").asString("");
        if (!delivery.signed()) {
            findings.add(object, "was told without a good signature: " + delivery);
            return;
        }
        if (!delivery.id().equals(body.path("id").asString(""))
                || !delivery.name().equals(name)) {
            findings.add(object, "was told with headers of another event: " + delivery);
        }
        String before = bodies.putIfAbsent(delivery.id(), delivery.body());
        if (before != null && !before.equals(delivery.body())) {
            findings.add(object, "one event, two bodies: %s and %s".formatted(before, delivery.body()));
        }
        int sequence = body.path("sequence").asInt();
        String id = ids.putIfAbsent("%s %s %d".formatted(name, object, sequence), delivery.id());
        if (id != null && !id.equals(delivery.id())) {
            findings.add(object, "%s is told by two events, %s and %s".formatted(name, id, delivery.id()));
        }
        heard.computeIfAbsent(name + " " + object, _ -> new HashSet<>()).add(sequence);
    }

    /** By trusted testimony: how often each has to be told. */
    private static Map<String, Integer> expected(Evidence evidence) {
        Map<String, Integer> expected = new HashMap<>();
        for (Telling told : evidence.tellings()) {
            switch (told.kind() + " " + told.status()) {
                case "payment failed" -> expected.put("payment.failed " + told.id(), 1);
                case "payment cancelled" -> expected.put("payment.cancelled " + told.id(), 1);
                case "payment captured" -> expected.put("order.paid " + told.parent(), 1);
                case "refund processed" -> expected.put("refund.processed " + told.id(), 1);
                case "refund failed" -> expected.put("refund.failed " + told.id(), 1);
                default -> {}
            }
            if (told.kind().equals("payment")) {
                expected.put("payment.created " + told.id(), 1);
            } else if (told.kind().equals("refund")) {
                expected.put("refund.created " + told.id(), 1);
            }
        }
        for (Charge charge : evidence.acquirer().charges().values()) {
            String id = TypeId.format("pay", charge.reference());
            boolean late = evidence.books()
                    .payments()
                    .getOrDefault(id, tools.jackson.databind.node.MissingNode.getInstance())
                    .path("status")
                    .asString("")
                    .equals("failed");
            if (!late && expected.containsKey("payment.created " + id)) {
                expected.put("payment.authorized " + id, 1);
                if (charge.captured() > 0) {
                    expected.put("payment.success " + id, captures(evidence, charge.reference()));
                }
            }
        }
        evidence.books().disputes().forEach((id, dispute) -> {
            expected.put("dispute.created " + id, 1);
            switch (dispute.path("status").asString()) {
                case "won" -> expected.put("dispute.won " + id, 1);
                case "lost", "accepted" -> expected.put("dispute.lost " + id, 1);
                default -> {}
            }
        });
        for (UUID refund : evidence.acquirer().refunds().keySet()) {
            expected.put("refund.processed " + TypeId.format("rfnd", refund), 1);
        }
        return expected;
    }

    private static int captures(Evidence evidence, UUID payment) {
        return (int) Math.max(1, evidence.acquirer().captures(payment));
    }

    /** An event's sequence is its place in the payment's stream: none is left out, and none is from elsewhere. */
    private static void sequence(
            Evidence evidence, String id, JsonNode payment, Map<String, Set<Integer>> heard, Findings findings) {
        Map<String, Set<Integer>> places = new HashMap<>();
        int place = 0;
        for (JsonNode event : payment.path("events")) {
            place++;
            String type = event.path("type").asString();
            if (ANNOUNCED.contains(type)) {
                places.computeIfAbsent(type + " " + id, _ -> new HashSet<>()).add(place);
            }
        }
        places.forEach((what, wanted) -> {
            Set<Integer> known = heard.getOrDefault(what, Set.of());
            if (!known.equals(wanted) && !evidence.books().givenUp().contains(what)) {
                findings.add(id, "%s happened at places %s of its events, told were %s".formatted(what, wanted, known));
            }
        });
        ANNOUNCED.stream()
                .map(type -> type + " " + id)
                .filter(what -> heard.containsKey(what) && !places.containsKey(what))
                .forEach(what -> findings.add(id, what + " was told and never happened"));
    }
}
