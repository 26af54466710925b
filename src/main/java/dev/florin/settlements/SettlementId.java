package dev.florin.settlements;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code stl_…} outside, a UUIDv7 inside. */
public record SettlementId(@JsonValue UUID value) {

    static final String PREFIX = "stl";

    /** @throws SettlementNotFound if {@code text} is not such an id, as then there is nothing by that name */
    public static SettlementId of(String text) {
        return new SettlementId(TypeId.parse(PREFIX, text).orElseThrow(() -> new SettlementNotFound(text)));
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }
}
