package dev.florin.requests;

import dev.florin.kernel.Tenant;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that was answered, as it was.
 *
 * @param id of the request, made when it came in
 * @param keyId {@code key_test_…}; that of an answer with 401 is only what the caller said
 * @param path with its query string
 * @param route the pattern that it matched; null if it came that far
 * @param code of the problem that it was answered with; null if it was not
 * @param took from its first line to the end of its answer
 * @param replayed whether the answer was that to an earlier request with this idempotency key
 * @param request null if nobody read it
 * @param answer null if it is not to be kept
 * @param agent what the caller says it is
 */
public record Exchange(
        UUID id,
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
        @Nullable Body request,
        @Nullable Body answer,
        @Nullable String agent,
        String ip) {

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
