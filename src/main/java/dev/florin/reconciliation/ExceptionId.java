package dev.florin.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code exc_…} outside, a UUID inside. */
public record ExceptionId(@JsonValue UUID value) {

    public static final String PREFIX = "exc";

    /** @throws Rejection {@code exception_not_found} if {@code text} is not such an id, as then there is nothing by that name */
    public static ExceptionId of(String text) {
        return new ExceptionId(TypeId.parse(PREFIX, text).orElseThrow(() -> new Unknown(text)));
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }

    /** There is none, or it is another merchant's. */
    static final class Unknown extends Rejection {
        Unknown(Object id) {
            super(Kind.NOT_FOUND, "exception_not_found", "There is no exception '%s'.".formatted(id));
        }
    }
}
