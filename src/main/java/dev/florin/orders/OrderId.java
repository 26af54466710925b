package dev.florin.orders;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code order_…} outside, a UUIDv7 inside. */
public record OrderId(@JsonValue UUID value) {

    private static final String PREFIX = "order";

    public static OrderId next() {
        return new OrderId(TypeId.next());
    }

    /** @throws OrderNotFound if {@code text} is not such an id, as then there is nothing by that name */
    public static OrderId of(String text) {
        return new OrderId(TypeId.parse(PREFIX, text).orElseThrow(() -> new OrderNotFound(text)));
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }
}
