package dev.florin.payments;

import dev.florin.payments.PaymentBody.NextAction;
import dev.florin.payments.PaymentBody.Reason;
import org.jspecify.annotations.Nullable;

/** A payment as anybody sees it who has the key id: no token, no metadata, no description: the id of a key is not a secret. */
record PublicPaymentBody(
        String id,
        String object,
        String orderId,
        PaymentStatus status,
        long amount,
        String currency,
        @Nullable NextAction nextAction,
        @Nullable Reason error,
        boolean livemode) {

    static PublicPaymentBody of(PaymentView payment) {
        return new PublicPaymentBody(
                payment.id().toString(),
                "payment",
                payment.terms().order().toString(),
                payment.status(),
                payment.terms().amount().minor(),
                payment.terms().amount().currency().getCurrencyCode(),
                NextAction.of(payment.action()),
                Reason.of(payment.error()),
                payment.tenant().live());
    }
}
