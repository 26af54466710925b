package dev.florin.webhooks;

import dev.florin.kernel.TypeId;
import dev.florin.webhooks.outbound.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One attempt that is over.
 *
 * @param id of the attempt, so that it is written once
 * @param headers that were sent
 */
record Told(
        UUID id, Parcel parcel, Instant at, Duration took, Map<String, String> headers, Reply reply, Verdict verdict) {

    static Told of(
            Parcel parcel, Instant at, Duration took, Map<String, String> headers, Reply reply, Verdict verdict) {
        return new Told(TypeId.next(), parcel, at, took, headers, reply, verdict);
    }
}
