package dev.florin.disputes;

import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.disputes.DisputeView.Asking;
import dev.florin.disputes.DisputeView.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A dispute as its merchant sees it. */
public record DisputeBody(
        String id,
        String object,
        String paymentId,
        String orderId,
        DisputeStatus status,

        @Schema(description = "What the acquirer took back, and holds until it is decided")
        long amount,

        String currency,

        @Schema(
                description =
                        "Why the customer disputes it, as the acquirer says: `fraudulent`, `product_not_received` …")
        String reason,

        @Schema(description = "Unix seconds; no evidence is taken after it")
        long evidenceDueBy,

        @Schema(description = "What was written, by field; not in lists")
        Map<String, String> evidence,

        @Schema(description = "What was uploaded; not in lists")
        List<FileBody> files,

        @Schema(description = "What the acquirer is being told just now: `evidence` or `acceptance`") @Nullable
        Asking inProgress,

        @Schema(description = "Why the acquirer did not take what it was told last") @Nullable
        Reason error,

        @Schema(description = "The acquirer's own number of it, for questions to them")
        String acquirerReference,

        boolean livemode,

        @Schema(description = "Unix seconds") long createdAt,

        @Schema(description = "Unix seconds; when the acquirer took evidence") @Nullable
        Long submittedAt,

        @Schema(description = "Unix seconds; when it was decided") @Nullable
        Long closedAt) {

    public static DisputeBody of(DisputeView dispute) {
        var terms = dispute.terms();
        Map<String, String> evidence = new TreeMap<>();
        dispute.texts().forEach((field, text) -> evidence.put(field.wire(), text));
        return new DisputeBody(
                dispute.id().toString(),
                "dispute",
                terms.payment().toString(),
                terms.order().toString(),
                dispute.status(),
                terms.amount().minor(),
                terms.amount().currency().getCurrencyCode(),
                terms.reason(),
                dispute.dueBy().getEpochSecond(),
                evidence,
                dispute.files().stream().map(FileBody::of).toList(),
                dispute.asking(),
                Reason.of(dispute.problem()),
                terms.acquirerReference(),
                dispute.tenant().live(),
                terms.openedAt().getEpochSecond(),
                seconds(dispute.submittedAt()),
                seconds(dispute.closedAt()));
    }

    private static @Nullable Long seconds(@Nullable Instant time) {
        return time == null ? null : time.getEpochSecond();
    }

    public record Reason(String code, String message) {

        static @Nullable Reason of(@Nullable Problem problem) {
            return problem == null ? null : new Reason(problem.code(), problem.message());
        }
    }

    /** @param size bytes */
    public record FileBody(String id, String object, String name, String mediaType, long size, long createdAt) {

        public static FileBody of(EvidenceFile file) {
            return new FileBody(
                    file.id().toString(),
                    "dispute_file",
                    file.name(),
                    file.mediaType(),
                    file.size(),
                    file.at().getEpochSecond());
        }
    }
}
