package dev.florin.gateways;

import dev.florin.gateways.CallbackReader.Notice;
import dev.florin.gateways.CallbackRepository.Waiting;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A callback that has just come.
 *
 * @param body masked
 * @param nextTry when others may pass it on; null for never
 */
record CallbackArrival(
        CallbackKey key,
        Notice notice,
        Instant at,
        String body,
        CallbackState state,
        @Nullable Instant nextTry,
        @Nullable String error) {

    /** What there is to pass on; null where it is about nobody's instruction, as far as can be told. */
    @Nullable
    Waiting waiting() {
        return notice instanceof Notice.Told told && told.tenant() != null
                ? new Waiting(
                        key,
                        1,
                        new Callback(
                                told.tenant(),
                                key.gateway(),
                                told.operation(),
                                told.subject(),
                                told.reference(),
                                told.outcome(),
                                exchange(at, key.event(), told.type(), body),
                                told.chargeback()))
                : null;
    }

    static Exchange exchange(Instant at, String event, String type, String body) {
        return new Exchange(at, Duration.ZERO, "callback", type + " " + event, null, body);
    }
}
