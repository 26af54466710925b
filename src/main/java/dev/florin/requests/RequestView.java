package dev.florin.requests;

import dev.florin.kernel.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer, without what must not be kept.
 *
 * @param path with its query string
 * @param route the pattern that it matched, such as {@code /api/v1/payments/{id}}; null if it was refused before
 * @param code of the problem that it was answered with
 * @param replayed whether the answer was that to an earlier request with its idempotency key
 * @param request the body, masked: JSON, unless it was cut off or was none; null if there was none, and in lists
 * @param answer the same of the answer; null also where a GET was answered well
 * @param order the order that it made, changed or tried to change; likewise {@code payment} and {@code refund}
 */
public record RequestView(
        RequestId id,
        Tenant tenant,
        String keyId,
        String method,
        String path,
        @Nullable String route,
        int status,
        @Nullable String code,
        Duration took,
        @Nullable String idempotencyKey,
        boolean replayed,
        @Nullable String request,
        @Nullable String answer,
        @Nullable String agent,
        String ip,
        @Nullable UUID order,
        @Nullable UUID payment,
        @Nullable UUID refund) {

    /** When it came in. */
    public Instant at() {
        return id.at();
    }
}
