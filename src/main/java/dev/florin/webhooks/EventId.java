package dev.florin.webhooks;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code evt_…} outside, a UUIDv7 inside. */
public record EventId(@JsonValue UUID value) {

    private static final String PREFIX = "evt";

    static EventId next() {
        return new EventId(TypeId.next());
    }

    /** @throws EventNotFound if {@code text} is not such an id, as then there is nothing by that name */
    public static EventId of(String text) {
        return new EventId(TypeId.parse(PREFIX, text).orElseThrow(() -> new EventNotFound(text)));
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }
}
