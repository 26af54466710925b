package dev.florin.consistency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The place in a walk along a table whose key is merchant and id, as a portion's {@code next} writes it. */
public record Place(UUID merchant, UUID id) {

    /** Before all. */
    public static final Place START = new Place(new UUID(0, 0), new UUID(0, 0));

    /** @param after as {@link #toString} writes it; null for {@link #START} */
    public static Place of(@Nullable String after) {
        if (after == null) {
            return START;
        }
        int slash = after.indexOf('/');
        return new Place(UUID.fromString(after.substring(0, slash)), UUID.fromString(after.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return merchant + "/" + id;
    }
}
