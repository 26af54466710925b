package dev.florin.checkout;

import dev.florin.payments.PaymentStatus;
import java.util.Locale;

/** What the page shows. It follows from the order and its last payment, and from nothing that a browser says. */
enum CheckoutState {
    /** Nobody is paying: the customer may begin. */
    IDLE,
    /** The acquirer will decide; nothing is to be done but wait. */
    PROCESSING,
    /** The customer has to do something: at the issuer, in a UPI app. */
    REQUIRES_ACTION,
    /** The order is paid, or what pays it is reserved. */
    COMPLETED,
    /** The last attempt was declined; another one may follow. */
    FAILED,
    /** The last attempt came to nothing because nobody answered in time. */
    TIMED_OUT,
    /** The order cannot be paid any more: its time is over, or the merchant withdrew it. */
    EXPIRED;

    /** What a payment alone makes of it. */
    static CheckoutState of(PaymentStatus status) {
        return switch (status) {
            case PENDING, PROCESSING -> PROCESSING;
            case REQUIRES_ACTION -> REQUIRES_ACTION;
            case AUTHORIZED, CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> COMPLETED;
            case FAILED -> FAILED;
            case CANCELLED, EXPIRED -> IDLE;
        };
    }

    /** True while an attempt is under way. */
    public boolean isUnderWay() {
        return this == PROCESSING || this == REQUIRES_ACTION;
    }

    /** As scripts and styles know it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
