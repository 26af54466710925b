package dev.florin.refunds;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code rfnd_…} outside, a UUIDv7 inside. */
public record RefundId(@JsonValue UUID value) {

    private static final String PREFIX = "rfnd";

    /** @throws RefundNotFound if {@code text} is not such an id, as then there is nothing by that name */
    public static RefundId of(String text) {
        return new RefundId(TypeId.parse(PREFIX, text).orElseThrow(() -> new RefundNotFound(text)));
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }
}
