package dev.florin.requests;

import dev.florin.kernel.TypeId;
import java.time.Instant;
import java.util.UUID;

/** {@code req_…} outside, a UUIDv7 inside: the {@code Request-Id} of the answer. */
public record RequestId(UUID value) {

    private static final String PREFIX = "req";

    /** @throws dev.florin.kernel.Rejection {@code request_not_found} if {@code text} is not such an id */
    public static RequestId of(String text) {
        return new RequestId(TypeId.parse(PREFIX, text).orElseThrow(() -> new RequestNotFound(text)));
    }

    /** When the request came in, to the millisecond. */
    public Instant at() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    /** Before every id that was made at {@code instant} or later, and after all that were made before. */
    static UUID floor(Instant instant) {
        return new UUID(Math.max(0, instant.toEpochMilli()) << 16, 0);
    }

    @Override
    public String toString() {
        return TypeId.format(PREFIX, value);
    }
}
