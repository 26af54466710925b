package dev.florin.disputes;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** {@code file_…} outside, a UUIDv7 inside. */
public record FileId(@JsonValue UUID value) {

    private static final String PREFIX = "file";

    /** @throws FileNotFound if {@code text} is not such an id, as then there is nothing by that name */
    public static FileId of(String text) {
        return new FileId(TypeId.parse(PREFIX, text).orElseThrow(() -> new FileNotFound(text)));
    }

    static FileId next() {
        return new FileId(TypeId.next());
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }
}
