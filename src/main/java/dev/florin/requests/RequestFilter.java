package dev.florin.requests;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a list shows; null means any.
 *
 * @param path what the path, with its query string, begins with
 * @param subject the order, payment or refund that they made, changed or tried to change
 * @param idempotencyKey to the letter
 */
public record RequestFilter(
        @Nullable Outcome outcome,
        @Nullable String method,
        @Nullable String path,
        @Nullable String keyId,
        @Nullable String code,
        @Nullable Boolean replayed,
        @Nullable String idempotencyKey,
        @Nullable UUID subject,
        @Nullable Instant from,
        @Nullable Instant before) {

    public static final RequestFilter ALL =
            new RequestFilter(null, null, null, null, null, null, null, null, null, null);

    /** What came of a request, by the status of its answer. */
    public enum Outcome {
        /** 200–399 */
        SUCCEEDED(200, 399),
        /** 400–599 */
        FAILED(400, 599),
        /** 400–499: the caller's mistake */
        REFUSED(400, 499),
        /** 500–599: Florin's, or of one that it needs */
        BROKEN(500, 599);

        private final int lowest;
        private final int highest;

        Outcome(int lowest, int highest) {
            this.lowest = lowest;
            this.highest = highest;
        }

        int lowest() {
            return lowest;
        }

        int highest() {
            return highest;
        }
    }
}
