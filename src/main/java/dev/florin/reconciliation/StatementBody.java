package dev.florin.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.florin.reconciliation.reading.BadLine;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement as its merchant sees it. */
record StatementBody(
        String id,
        String object,
        String source,
        String fileName,
        long size,
        StatementView.Status status,

        @Schema(description = "How much of the file is read, 0 to 100")
        int progress,

        @Schema(description = "Lines that are kept") int entries,

        @Schema(description = "Lines that could not be read")
        int bad,

        @Schema(description = "Lines that another statement told before")
        int known,

        @Nullable LocalDate from,
        @Nullable LocalDate to,

        @Schema(description = "Why nothing of it can be read") @Nullable
        Fault error,

        @Schema(description = "The first 100 lines that could not be read; of one statement alone")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<BadLine> errors,

        @Schema(description = "Whether its lines have been matched")
        boolean matched,

        boolean livemode,
        @Schema(description = "Unix seconds") long createdAt) {

    static StatementBody of(StatementView statement) {
        String fault = statement.fault();
        String code = statement.faultCode();
        return new StatementBody(
                statement.id().toString(),
                "statement",
                statement.source().toString(),
                statement.fileName(),
                statement.size(),
                statement.status(),
                statement.percent(),
                statement.entries(),
                statement.bad(),
                statement.known(),
                statement.from(),
                statement.to(),
                fault == null || code == null ? null : new Fault(code, fault),
                List.of(),
                statement.matchedAt() != null,
                statement.tenant().live(),
                statement.createdAt().getEpochSecond());
    }

    StatementBody with(List<BadLine> lines) {
        return new StatementBody(
                id, object, source, fileName, size, status, progress, entries, bad, known, from, to, error, lines,
                matched, livemode, createdAt);
    }

    record Fault(String code, String message) {}
}
