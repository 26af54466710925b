package dev.florin.torture.checker;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * No answer contradicts an earlier one except forward. Answers to requests that overlapped have no order: one is earlier
 * than another only if it had come before the other was asked for.
 */
final class ForwardOnly implements Law {

    private static final Set<String> TAKEN = Set.of("captured", "partially_refunded", "refunded");
    private static final Set<String> ENDS =
            Set.of("authorized", "captured", "partially_refunded", "refunded", "failed", "cancelled", "expired");

    /** All that may come after a status, at once or by steps that nobody saw. */
    private static final Map<String, Map<String, Set<String>>> NEXT = Map.of(
            "payment",
            Map.of(
                    "pending",
                    plus(ENDS, "processing", "requires_action"),
                    "processing",
                    plus(ENDS, "requires_action"),
                    "requires_action",
                    plus(ENDS, "processing"),
                    "authorized",
                    plus(TAKEN, "cancelled", "expired"),
                    "captured",
                    Set.of("partially_refunded", "refunded"),
                    "partially_refunded",
                    Set.of("refunded")),
            "order",
            Map.of(
                    "created",
                    Set.of("attempted", "paid", "expired", "cancelled"),
                    "attempted",
                    Set.of("paid", "expired", "cancelled")),
            "refund",
            Map.of("pending", Set.of("processed", "failed")));

    @Override
    public void judge(Evidence evidence, Findings findings) {
        evidence.byId().forEach((id, all) -> {
            List<Telling> fresh = all.stream().filter(Telling::isFresh).toList();
            for (Telling earlier : fresh) {
                for (Telling later : fresh) {
                    if (earlier.isBefore(later) && !mayBecome(earlier, later)) {
                        findings.add(id, "was told as %s and afterwards as %s".formatted(text(earlier), text(later)));
                        return;
                    }
                }
            }
        });
    }

    private static boolean mayBecome(Telling earlier, Telling later) {
        return (earlier.status().equals(later.status())
                        || NEXT.getOrDefault(earlier.kind(), Map.of())
                                .getOrDefault(earlier.status(), Set.of())
                                .contains(later.status()))
                && earlier.captured() <= later.captured()
                && earlier.refunded() <= later.refunded();
    }

    private static String text(Telling told) {
        return "%s, %d captured and %d refunded (%d)"
                .formatted(
                        told.status(),
                        told.captured(),
                        told.refunded(),
                        told.exchange().call().number());
    }

    private static Set<String> plus(Set<String> some, String... more) {
        var all = new java.util.HashSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
