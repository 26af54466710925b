package dev.florin.reconciliation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An exception as its merchant sees it. */
record ExceptionBody(
        String id,
        String object,
        String source,
        Result result,
        ExceptionView.Status status,

        @Schema(description = "The bank's, minor units with sign, with what it kept back") @Nullable
        Long bankAmount,

        @Schema(description = "Ours, minor units with sign") @Nullable
        Long expectedAmount,

        String currency,
        LocalDate day,

        @Schema(description = "How it was settled: accept, adjust or refund")
        ExceptionView.@Nullable Action action,

        @Nullable LocalDate waitUntil,
        boolean livemode,
        @Schema(description = "Unix seconds") long createdAt) {

    static ExceptionBody of(ExceptionView exception) {
        Instant opened = exception.openedAt();
        return new ExceptionBody(
                exception.id().toString(),
                "exception",
                exception.source().toString(),
                exception.result(),
                exception.status(),
                exception.bankAmount(),
                exception.ourAmount(),
                exception.currency(),
                exception.day(),
                exception.action(),
                exception.waitUntil(),
                exception.tenant().live(),
                opened.getEpochSecond());
    }
}
