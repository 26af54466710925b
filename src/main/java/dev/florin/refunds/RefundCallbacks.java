package dev.florin.refunds;

import dev.florin.gateways.Answer;
import dev.florin.gateways.Callback;
import dev.florin.gateways.Callback.Operation;
import dev.florin.gateways.CallbackListener;
import dev.florin.platform.Asker;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Takes note of what acquirers say of their own accord about refunds. */
@Component
class RefundCallbacks implements CallbackListener {

    private final RefundRepository refunds;
    private final Refunding refunding;

    RefundCallbacks(RefundRepository refunds, Refunding refunding) {
        this.refunds = refunds;
        this.refunding = refunding;
    }

    @Override
    public boolean hear(Callback callback) {
        if (callback.operation() != Operation.REFUND) {
            return false;
        }
        Optional<RefundView> known = refunds.find(callback.tenant(), new RefundId(callback.reference()))
                .filter(refund -> refund.gateway().equals(callback.gateway()));
        known.filter(RefundView::isPending)
                .ifPresent(refund -> refunding.commit(
                        refund, new Answer(callback.outcome(), List.of(callback.exchange())), Asker.nobody()));
        return known.isPresent();
    }
}
