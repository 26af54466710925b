package dev.florin.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code src_…} outside, a UUID inside. */
public record SourceId(@JsonValue UUID value) {

    public static final String PREFIX = "src";

    /** @throws Rejection {@code source_not_found} if {@code text} is not such an id, as then there is nothing by that name */
    public static SourceId of(String text) {
        return new SourceId(TypeId.parse(PREFIX, text).orElseThrow(() -> new Unknown(text)));
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }

    /** There is none, or it is another merchant's. */
    static final class Unknown extends Rejection {
        Unknown(Object id) {
            super(Kind.NOT_FOUND, "source_not_found", "There is no source '%s'.".formatted(id));
        }
    }
}
