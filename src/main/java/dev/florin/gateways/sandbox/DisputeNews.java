package dev.florin.gateways.sandbox;

import dev.florin.gateways.sandbox.Dispute.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the client is told of disputes, by callbacks. */
final class DisputeNews {

    private DisputeNews() {}

    /** Of an earlier process the last word alone: it says all that those before it said. */
    static Callbacks.Message last(Dispute dispute) {
        String name = switch (dispute.status()) {
            case NEEDS_RESPONSE -> dispute.dueBy().equals(dispute.opened().dueBy()) ? "opened" : "updated";
            case UNDER_REVIEW -> "updated";
            case WON -> "won";
            case LOST, ACCEPTED -> "lost";
        };
        return message(dispute, name, dispute.changed(), null);
    }

    /** What is told of a fact, once that is on disk. */
    static Callbacks.Message of(Dispute dispute, Fact.OfDispute fact, FactLog.Batch batch) {
        String name = switch (fact) {
            case Fact.Disputed _ -> "opened";
            case Fact.FileTaken _, Fact.EvidenceTaken _, Fact.DeadlineMoved _ -> "updated";
            case Fact.DisputeEnded ended -> ended.status() == Status.WON ? "won" : "lost";
        };
        return message(dispute, name, fact.at(), batch);
    }

    private static Callbacks.Message message(Dispute dispute, String name, Instant at, FactLog.@Nullable Batch batch) {
        String updates = name.equals("updated") ? "_" + at.toEpochMilli() : "";
        return new Callbacks.Message(
                "cb_" + dispute.id().toString().replace("-", "") + "_" + name + updates,
                "dispute." + name,
                at,
                dispute.statement(),
                Operation.DISPUTE,
                dispute.opened().authorization(),
                dispute.opened().instrument(),
                () -> {
                    if (batch != null) {
                        batch.await();
                    }
                });
    }
}
