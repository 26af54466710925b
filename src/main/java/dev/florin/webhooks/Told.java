package dev.florin.webhooks;

import dev.florin.kernel.TypeId;
import dev.florin.outbound.Reply;
import dev.florin.outbound.Reply.Answered;
import dev.florin.outbound.Reply.Unanswered;
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

    /** Without what strangers wrote. */
    Told bare() {
        Reply kept = switch (reply) {
            case Answered(var status, var _, var _) -> new Answered(status, Map.of(), "(cannot be kept)");
            case Unanswered _ -> new Unanswered("there was no answer");
        };
        return new Told(id, parcel, at, took, Map.of(), kept, verdict);
    }
}
