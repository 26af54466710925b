package dev.florin.refunds;

import dev.florin.consistency.Check;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import dev.florin.gateways.Callback;
import dev.florin.gateways.Callback.Operation;
import dev.florin.gateways.HeardCallbacks;
import dev.florin.gateways.HeardCallbacks.Told;
import dev.florin.gateways.Outcome;
import dev.florin.gateways.Outcome.Approved;
import dev.florin.gateways.Outcome.Declined;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What acquirers said of refunds of their own accord, and Florin took note of, refunds show. */
@Component("refundCallbacksAreHeard")
class CallbacksAreHeard implements Check {

    private final HeardCallbacks callbacks;
    private final RefundRows refunds;

    CallbacksAreHeard(HeardCallbacks callbacks, RefundRows refunds) {
        this.callbacks = callbacks;
        this.refunds = refunds;
    }

    @Override
    public String name() {
        return "refund-shows-its-callbacks";
    }

    @Override
    public String promise() {
        return "What an acquirer's callback decided, and was marked as done, is decided in the refund.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return callbacks.in(span, Operation.REFUND);
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return callbacks.all(after, most, Operation.REFUND);
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Told> told = callbacks.told(subjects);
        UUID[] merchants =
                told.stream().map(one -> one.callback().tenant().merchant()).toArray(UUID[]::new);
        UUID[] ids = told.stream().map(one -> one.callback().reference()).toArray(UUID[]::new);
        Map<UUID, RefundView> known = refunds.of(merchants, ids).stream()
                .collect(Collectors.toMap(refund -> refund.id().value(), Function.identity(), (a, _) -> a));
        List<Discrepancy> found = new ArrayList<>();
        for (Told one : told) {
            compare(one, known.get(one.callback().reference()), found);
        }
        return found;
    }

    private static void compare(Told told, @Nullable RefundView refund, List<Discrepancy> found) {
        Callback callback = told.callback();
        if (refund == null) {
            found.add(Discrepancy.of(told.id(), "refund", new RefundId(callback.reference()), null));
        } else if (refund.isPending() && decides(callback.outcome(), refund)) {
            found.add(Discrepancy.of(
                    told.id(),
                    "status of " + refund.id(),
                    callback.outcome() instanceof Declined ? "failed" : "processed",
                    refund.status().wire()));
        }
    }

    /** An approval of another amount decides nothing: the acquirer is asked. */
    private static boolean decides(Outcome outcome, RefundView refund) {
        return switch (outcome) {
            case Approved(var _, var _, var amount) -> amount.equals(refund.amount());
            case Declined _ -> true;
            default -> false;
        };
    }
}
