package dev.florin.webhooks;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code whd_…} outside, a UUIDv7 inside. */
public record DeliveryId(@JsonValue UUID value) {

    private static final String PREFIX = "whd";

    static DeliveryId next() {
        return new DeliveryId(TypeId.next());
    }

    /** @throws DeliveryNotFound if {@code text} is not such an id, as then there is nothing by that name */
    public static DeliveryId of(String text) {
        return new DeliveryId(TypeId.parse(PREFIX, text).orElseThrow(() -> new DeliveryNotFound(text)));
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }
}
