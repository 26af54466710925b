package dev.florin.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code stmt_…} outside, a UUID inside. */
public record StatementId(@JsonValue UUID value) {

    public static final String PREFIX = "stmt";

    /** @throws Rejection {@code statement_not_found} if {@code text} is not such an id, as then there is nothing by that name */
    public static StatementId of(String text) {
        return new StatementId(TypeId.parse(PREFIX, text).orElseThrow(() -> new Unknown(text)));
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }

    /** There is none, or it is another merchant's. */
    static final class Unknown extends Rejection {
        Unknown(Object id) {
            super(Kind.NOT_FOUND, "statement_not_found", "There is no statement '%s'.".formatted(id));
        }
    }
}
