package dev.florin.portal.payments;

import dev.florin.kernel.Money;
import dev.florin.payments.PaymentView;
import dev.florin.portal.PaidWith;
import dev.florin.portal.State;
import dev.florin.vault.CardView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment in a list.
 *
 * @param means {@code Visa •••• 4242}, {@code UPI}
 */
record PaymentRow(
        String id,
        Money amount,
        State state,
        String means,
        String description,
        @Nullable String errorCode,
        Instant at) {

    static PaymentRow of(PaymentView payment) {
        return new PaymentRow(
                payment.id().toString(),
                payment.terms().amount(),
                State.of(payment.status()),
                PaidWith.of(payment),
                payment.terms().description(),
                payment.error() == null ? null : payment.error().code(),
                payment.terms().at());
    }

    /** What a file says of it. */
    static Object[] cells(PaymentView payment) {
        CardView card = payment.terms().card();
        return new Object[] {
            payment.id(),
            payment.terms().at(),
            payment.status().wire(),
            payment.terms().amount().currency().getCurrencyCode(),
            Amounts.plain(payment.terms().amount()),
            Amounts.plain(payment.captured()),
            Amounts.plain(payment.refunded()),
            card == null ? "upi" : "card",
            card == null ? "" : card.brand(),
            card == null ? "" : card.last4(),
            payment.terms().order(),
            payment.acquirerReference() == null ? "" : payment.acquirerReference(),
            payment.error() == null ? "" : payment.error().code(),
            payment.terms().description(),
            payment.tenant().live() ? "live" : "test"
        };
    }

    static final java.util.List<String> COLUMNS = java.util.List.of(
            "id",
            "created_at",
            "status",
            "currency",
            "amount",
            "captured",
            "refunded",
            "method",
            "card_brand",
            "card_last4",
            "order_id",
            "acquirer_reference",
            "error_code",
            "description",
            "mode");
}
