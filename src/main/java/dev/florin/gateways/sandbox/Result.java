package dev.florin.gateways.sandbox;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a request stands.
 *
 * @param code why it was declined; null otherwise
 * @param action what the customer has to do; null when nothing
 */
record Result(
        Status status, @Nullable String code, @Nullable Action action) {

    static final Result APPROVED = new Result(Status.APPROVED, null, null);
    static final Result PENDING = new Result(Status.PENDING, null, null);

    static Result declined(String code) {
        return new Result(Status.DECLINED, code, null);
    }

    static Result pending(Action action) {
        return new Result(Status.PENDING, null, action);
    }

    boolean approved() {
        return status == Status.APPROVED;
    }

    boolean pending() {
        return status == Status.PENDING;
    }

    enum Status {
        PENDING,
        APPROVED,
        DECLINED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param type {@code redirect}, {@code upi_qr}, {@code upi_intent} or {@code upi_collect}
     * @param url where the customer goes; empty for {@code upi_collect}, where the request is in the customer's UPI app
     */
    record Action(String type, String url, Instant expiresAt) {}
}
