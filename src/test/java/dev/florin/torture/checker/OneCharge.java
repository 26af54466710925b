package dev.florin.torture.checker;

import dev.florin.gateways.sandbox.SandboxLog.Charge;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A payment is charged once, an order by one payment, and nobody is charged for what nobody asked. */
final class OneCharge implements Law {

    @Override
    public void judge(Evidence evidence, Findings findings) {
        Map<String, Set<String>> paying = new HashMap<>();
        Set<UUID> known = new HashSet<>();
        evidence.books().payments().forEach((id, payment) -> {
            UUID reference = Evidence.reference(id);
            known.add(reference);
            if (evidence.acquirer().approvals(reference) > 1) {
                findings.add(
                        id, "was charged %d times".formatted(evidence.acquirer().approvals(reference)));
            }
            Charge charge = evidence.charge(id);
            if (charge != null && holds(charge, payment)) {
                paying.computeIfAbsent(payment.path("order_id").asString(), _ -> new HashSet<>())
                        .add(id);
            }
        });
        paying.forEach((order, payments) -> {
            if (payments.size() > 1) {
                findings.add(order, "was paid by " + payments);
            }
        });
        evidence.acquirer().charges().forEach((reference, charge) -> {
            if (!known.contains(reference)) {
                findings.add("", "the acquirer was asked for what is no payment: " + charge);
            }
        });
    }

    /** Of what an acquirer took after it had declined, all goes back. */
    private static boolean holds(Charge charge, JsonNode payment) {
        boolean late = payment.path("status").asString().equals("failed") && charge.refunded() == charge.captured();
        return charge.authorized() > charge.voided() && !late;
    }
}
