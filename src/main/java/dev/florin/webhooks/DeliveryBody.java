package dev.florin.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.florin.kernel.Mask;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivery as its merchant sees it. */
record DeliveryBody(
        String id,
        String object,
        String event,
        String eventId,
        @Schema(description = "The id of the endpoint") String endpoint,
        DeliveryStatus status,
        int attemptCount,

        @Schema(description = "Unix seconds; about when it is sent next") @Nullable
        Long nextAttemptAt,

        @Schema(description = "The HTTP status of the last answer") @Nullable
        Integer statusCode,

        @Schema(description = "Why there was no answer, or why it is sent no more") @Nullable
        String error,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "What was sent, without card numbers; not in lists")
        @Nullable
        String body,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "Oldest first; not in lists") @Nullable
        List<AttemptBody> attempts,

        boolean livemode,
        @Schema(description = "Unix seconds") long createdAt) {

    static DeliveryBody of(DeliveryView delivery) {
        return body(delivery, null, null);
    }

    static DeliveryBody of(DeliveryView delivery, EventView event, List<AttemptView> attempts) {
        return body(
                delivery,
                Mask.cards(event.body()),
                attempts.stream().map(AttemptBody::of).toList());
    }

    private static DeliveryBody body(
            DeliveryView delivery, @Nullable String body, @Nullable List<AttemptBody> attempts) {
        Instant next = delivery.nextAttemptAt();
        return new DeliveryBody(
                delivery.id().toString(),
                "webhook_delivery",
                delivery.event(),
                delivery.eventId().toString(),
                delivery.endpoint().toString(),
                delivery.status(),
                delivery.attempts(),
                next == null ? null : next.getEpochSecond(),
                delivery.lastStatus(),
                delivery.lastError(),
                body,
                attempts,
                delivery.tenant().live(),
                delivery.createdAt().getEpochSecond());
    }

    /**
     * @param durationMs from connecting to the last byte of the answer
     * @param answer its first 64 KB
     */
    record AttemptBody(
            @Schema(description = "Unix seconds") long at,

            @Schema(description = "Milliseconds from connecting to the last byte of the answer")
            long durationMs,

            @Nullable Integer statusCode,

            @Schema(description = "Why there was no answer") @Nullable
            String error,

            Map<String, String> requestHeaders,
            @Nullable Map<String, String> answerHeaders,

            @Schema(description = "Its first 64 KB, without card numbers") @Nullable
            String answer) {

        static AttemptBody of(AttemptView attempt) {
            return new AttemptBody(
                    attempt.at().getEpochSecond(),
                    attempt.took().toMillis(),
                    attempt.status(),
                    attempt.error(),
                    attempt.requestHeaders(),
                    attempt.answerHeaders(),
                    attempt.answer());
        }
    }
}
