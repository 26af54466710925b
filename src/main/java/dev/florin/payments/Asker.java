package dev.florin.payments;

import dev.florin.kernel.Once;
import java.util.function.Predicate;

/**
 * Somebody who waits for what becomes of a payment, and whose answer is stored with it.
 *
 * @param content whether the payment, as it now is, answers the question
 */
record Asker(Once<? super PaymentView> once, Predicate<Payment> content) {

    static final Asker NOBODY = new Asker(Once.unkeyed(), _ -> false);

    /** Stores the answer, if there is one by now, in the caller's transaction. */
    void hear(Payment payment) {
        if (content.test(payment)) {
            once.complete(payment.view());
        }
    }
}
