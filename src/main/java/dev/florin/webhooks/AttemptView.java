package dev.florin.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One time that a delivery was sent.
 *
 * @param status of HTTP; null where there was no answer
 * @param error why there was none
 * @param answer the first 64 KB, without card numbers
 */
public record AttemptView(
        Instant at,
        Duration took,
        @Nullable Integer status,
        @Nullable String error,
        Map<String, String> requestHeaders,
        @Nullable Map<String, String> answerHeaders,
        @Nullable String answer) {}
