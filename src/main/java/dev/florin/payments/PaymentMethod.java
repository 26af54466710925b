package dev.florin.payments;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a payment is paid. */
enum PaymentMethod {
    CARD,
    UPI;

    /** As the API and the database write it. */
    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
