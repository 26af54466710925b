package dev.florin.payments;

import dev.florin.kernel.Tenant;
import java.util.UUID;

/** Something that an acquirer is to be asked for a caller, in two transactions and one call between them. */
interface Errand {

    Tenant tenant();

    /** The payment that it is about. */
    PaymentId payment(UUID reference);

    /**
     * Stores what is about to be asked, in the caller's transaction, with a lease that lets others carry it on.
     *
     * @param reference new; the acquirer is asked under it
     */
    Payment begin(UUID reference);

    /** Asks the acquirer and commits what it says. Outside of transactions. */
    Payment carryOn(Payment payment, UUID reference, Asker asker);

    /** Whether the payment, as it now is, tells what the caller wanted to know. */
    boolean isDone(Payment payment, UUID reference);
}
