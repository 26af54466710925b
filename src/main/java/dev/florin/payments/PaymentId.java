package dev.florin.payments;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code pay_…} outside, a UUIDv7 inside. */
public record PaymentId(@JsonValue UUID value) {

    private static final String PREFIX = "pay";

    public static PaymentId next() {
        return new PaymentId(TypeId.next());
    }

    /** @throws PaymentNotFound if {@code text} is not such an id, as then there is nothing by that name */
    public static PaymentId of(String text) {
        return new PaymentId(TypeId.parse(PREFIX, text).orElseThrow(() -> new PaymentNotFound(text)));
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }
}
