package dev.florin.disputes;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code dp_…} outside, a UUIDv7 inside. */
public record DisputeId(@JsonValue UUID value) {

    private static final String PREFIX = "dp";

    /** @throws DisputeNotFound if {@code text} is not such an id, as then there is nothing by that name */
    public static DisputeId of(String text) {
        return new DisputeId(TypeId.parse(PREFIX, text).orElseThrow(() -> new DisputeNotFound(text)));
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }
}
