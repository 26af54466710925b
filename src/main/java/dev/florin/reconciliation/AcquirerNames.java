package dev.florin.reconciliation;

import dev.florin.disputes.DisputeReferences;
import dev.florin.ledger.Ledger.Posting;
import dev.florin.ledger.Transfer;
import dev.florin.payments.Payments;
import dev.florin.refunds.Refunds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** By what acquirers call, in their statements, what has another name here. */
@Component
class AcquirerNames {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Payments payments;
    private final Refunds refunds;
    private final DisputeReferences disputes;

    AcquirerNames(Payments payments, Refunds refunds, DisputeReferences disputes) {
        this.payments = payments;
        this.refunds = refunds;
        this.disputes = disputes;
    }

    /**
     * A dispute begins at the acquirer, so its name is the acquirer's: by their subjects, the ids of those that are one.
     * Other names are found when a line has them.
     */
    Map<UUID, UUID> ofDisputes(Source source, List<Posting> postings) {
        List<UUID> lost = postings.stream()
                .map(Posting::transfer)
                .filter(transfer -> transfer.kind().equals("dispute_lost"))
                .map(Transfer::subject)
                .toList();
        Map<UUID, UUID> names = new HashMap<>();
        disputes.of(source.tenant(), lost).forEach((dispute, reference) -> {
            if (ID.matcher(reference).matches()) {
                names.put(dispute, UUID.fromString(reference));
            }
        });
        return names;
    }

    /** What the acquirer's own reference is of; null if of nothing that is known here. */
    @Nullable
    UUID known(Source source, @Nullable String reference) {
        if (reference == null || source.isSandbox()) { // the sandbox names what is ours
            return null;
        }
        var payment = payments.byAcquirerReference(source.tenant(), reference).stream()
                .map(it -> it.id().value())
                .findFirst();
        return payment.or(() -> refunds.byAcquirerReference(source.tenant(), reference).stream()
                        .map(it -> it.id().value())
                        .findFirst())
                .or(() -> disputes.find(source.tenant(), source.gateway(), reference)
                        .map(dispute -> dispute.value()))
                .orElse(null);
    }
}
