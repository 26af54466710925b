package dev.florin.payments;

import dev.florin.kernel.Tenant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Something happened to a payment. Published in the transaction that stores it, once for all that it stores, to those who
 * write down what follows from it in that same transaction; it is not kept for others.
 *
 * @param stream all that ever happened to the payment, oldest first
 * @param known how much of that was stored before
 */
public record PaymentChanged(Tenant tenant, PaymentId payment, List<PaymentEvent> stream, int known) {

    /** What happened now, oldest first. */
    public List<PaymentStep> steps() {
        return IntStream.rangeClosed(known + 1, stream.size())
                .mapToObj(version -> {
                    List<PaymentEvent> sofar = stream.subList(0, version);
                    Payment then = Payment.replay(payment, tenant, sofar);
                    return new PaymentStep(sofar.getLast(), then.view().withEvents(List.of()));
                })
                .toList();
    }
}
