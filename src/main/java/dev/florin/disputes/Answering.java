package dev.florin.disputes;

import dev.florin.kernel.Tenant;
import dev.florin.platform.Asker;
import dev.florin.platform.Errand;
import dev.florin.platform.InHand;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Tells an acquirer what a merchant has to say about a dispute.
 *
 * @param request asks for it, in the transaction that stores it; or refuses to
 */
record Answering(
        Tenant tenant,
        DisputeId id,
        DisputeRepository disputes,
        Disputing disputing,
        InHand<DisputeKey> inHand,
        Function<Dispute, DisputeView> viewing,
        BiConsumer<Dispute, UUID> request)
        implements Errand<Dispute, DisputeView> {

    @Override
    public Dispute begin(UUID reference) {
        Dispute dispute = disputes.lock(tenant, id).orElseThrow(() -> new DisputeNotFound(id));
        request.accept(dispute, reference);
        disputing.store(dispute);
        return dispute;
    }

    @Override
    public InHand.Step<Dispute> carryOn(Dispute begun, UUID reference, Asker<Dispute> asker) {
        return inHand.take(new DisputeKey(tenant, id), () -> disputing.tell(begun, asker));
    }

    @Override
    public Dispute read(UUID reference) {
        return disputes.read(tenant, id).orElseThrow(() -> new DisputeNotFound(id));
    }

    @Override
    public boolean isDone(Dispute dispute, UUID reference) {
        return !reference.equals(dispute.reference());
    }

    @Override
    public DisputeView view(Dispute dispute) {
        return viewing.apply(dispute);
    }
}
