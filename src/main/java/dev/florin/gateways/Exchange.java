package dev.florin.gateways;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request to an acquirer and what came back, masked, as the audit trail keeps it; or what it said of its own accord.
 *
 * @param operation {@code authorize}, {@code capture}, {@code cancel}, {@code refund} or {@code inquire}; {@code callback}
 * @param request the body as sent, with card data masked; of a callback its type and id
 * @param status the HTTP status; null when there was no answer
 * @param answer the body as received, masked, at most 64 KiB; or what went wrong
 */
public record Exchange(
        Instant at,
        Duration took,
        String operation,
        String request,
        @Nullable Integer status,
        String answer) {}
