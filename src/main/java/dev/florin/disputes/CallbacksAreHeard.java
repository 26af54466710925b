package dev.florin.disputes;

import dev.florin.consistency.Check;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import dev.florin.gateways.Callback;
import dev.florin.gateways.Callback.Operation;
import dev.florin.gateways.Chargeback;
import dev.florin.gateways.HeardCallbacks;
import dev.florin.gateways.HeardCallbacks.Told;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What acquirers said of disputes of their own accord, and Florin took note of, disputes show. */
@Component("disputeCallbacksAreHeard")
class CallbacksAreHeard implements Check {

    private final HeardCallbacks callbacks;
    private final DisputeRows disputes;

    CallbacksAreHeard(HeardCallbacks callbacks, DisputeRows disputes) {
        this.callbacks = callbacks;
        this.disputes = disputes;
    }

    @Override
    public String name() {
        return "dispute-shows-its-callbacks";
    }

    @Override
    public String promise() {
        return "What an acquirer's callback told of a dispute, and was marked as done, has come that far in the dispute.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return callbacks.in(span, Operation.DISPUTE);
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return callbacks.all(after, most, Operation.DISPUTE);
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Discrepancy> found = new ArrayList<>();
        for (Told told : callbacks.told(subjects)) {
            Callback callback = told.callback();
            Chargeback chargeback = callback.chargeback();
            if (chargeback != null) {
                DisputeView dispute = disputes.find(
                                callback.tenant(), callback.gateway(), chargeback.acquirerReference())
                        .orElse(null);
                compare(told, chargeback, dispute, found);
            }
        }
        return found;
    }

    private static void compare(
            Told told, Chargeback chargeback, @Nullable DisputeView dispute, List<Discrepancy> found) {
        if (dispute == null) {
            found.add(Discrepancy.of(told.id(), "dispute", chargeback.acquirerReference(), null));
            return;
        }
        DisputeStatus heard = DisputeStatus.of(chargeback.status());
        boolean behind = heard.isOpen()
                ? heard == DisputeStatus.UNDER_REVIEW && dispute.status() == DisputeStatus.NEEDS_RESPONSE
                : dispute.status().isOpen();
        if (behind) {
            found.add(Discrepancy.of(
                    told.id(),
                    "status of " + dispute.id(),
                    heard.wire(),
                    dispute.status().wire()));
        }
    }
}
