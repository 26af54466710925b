package dev.florin.disputes;

import dev.florin.gateways.Callback;
import dev.florin.gateways.CallbackListener;
import dev.florin.gateways.Chargeback;
import org.springframework.stereotype.Component;

/** Takes note of what acquirers say of their own accord about disputes. */
@Component
class DisputeCallbacks implements CallbackListener {

    private final Disputing disputing;

    DisputeCallbacks(Disputing disputing) {
        this.disputing = disputing;
    }

    @Override
    public boolean hear(Callback callback) {
        Chargeback told = callback.chargeback();
        return told != null && disputing.hear(callback.gateway(), told, callback.exchange());
    }
}
