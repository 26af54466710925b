package dev.florin.webhooks;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code we_…} outside, a UUIDv7 inside. */
public record EndpointId(@JsonValue UUID value) {

    private static final String PREFIX = "we";

    static EndpointId next() {
        return new EndpointId(TypeId.next());
    }

    /** @throws EndpointNotFound if {@code text} is not such an id, as then there is nothing by that name */
    public static EndpointId of(String text) {
        return new EndpointId(TypeId.parse(PREFIX, text).orElseThrow(() -> new EndpointNotFound(text)));
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }
}
