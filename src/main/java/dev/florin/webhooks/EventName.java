package dev.florin.webhooks;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What endpoints can be told of. Once used, a name is for ever. */
public enum EventName {
    PAYMENT_CREATED,
    PAYMENT_PENDING,
    PAYMENT_REQUIRES_ACTION,
    PAYMENT_AUTHORIZED,
    PAYMENT_SUCCESS,
    PAYMENT_FAILED,
    PAYMENT_CANCELLED,
    PAYMENT_EXPIRED,
    REFUND_CREATED,
    REFUND_PROCESSED,
    REFUND_FAILED,
    DISPUTE_CREATED,
    DISPUTE_UPDATED,
    DISPUTE_WON,
    DISPUTE_LOST,
    ORDER_PAID,
    ORDER_EXPIRED,
    ORDER_CANCELLED,
    SETTLEMENT_CREATED,
    SETTLEMENT_PAID,
    SETTLEMENT_FAILED,
    /** Sent when a merchant asks for it, to the one endpoint that it is to try out. */
    WEBHOOK_TEST;

    private static final Map<String, EventName> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventName::wire, name -> name));

    private final String wire = name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");

    /** {@code payment.requires_action} */
    @JsonValue
    public String wire() {
        return wire;
    }

    /** The name that {@link #wire()} wrote; empty if there is none. */
    public static Optional<EventName> of(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }
}
