package dev.florin.disputes;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.disputes.DisputeEvent.Opened;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dispute as it stands.
 *
 * @param terms what was said when it was opened
 * @param dueBy until when evidence is taken
 * @param asking what the acquirer is being told; null for nothing
 * @param problem why the acquirer did not take the last thing that it was told
 * @param submittedAt when the acquirer took evidence
 * @param closedAt when it was decided
 * @param version the number of events so far
 * @param texts what was written: a draft, until it is submitted; empty in lists
 * @param files what was uploaded, oldest first; empty in lists
 * @param events all of them, oldest first; empty in lists
 */
public record DisputeView(
        DisputeId id,
        Tenant tenant,
        Opened terms,
        DisputeStatus status,
        Instant dueBy,
        @Nullable Asking asking,
        @Nullable Problem problem,
        @Nullable Instant submittedAt,
        @Nullable Instant closedAt,
        int version,
        Map<EvidenceField, String> texts,
        List<EvidenceFile> files,
        List<DisputeEvent> events) {

    /** Whether evidence can be written, uploaded and submitted at that time. */
    public boolean isAnswerable(Instant now) {
        return status == DisputeStatus.NEEDS_RESPONSE && asking == null && now.isBefore(dueBy);
    }

    static DisputeView of(Dispute dispute, Map<EvidenceField, String> texts, List<EvidenceFile> files) {
        var submission = dispute.submission();
        return new DisputeView(
                dispute.id(),
                dispute.tenant(),
                dispute.terms(),
                dispute.status(),
                dispute.dueBy(),
                dispute.asking(),
                dispute.problem(),
                dispute.submittedAt(),
                dispute.closedAt(),
                dispute.version(),
                submission == null ? texts : submission.texts(),
                submission == null ? files : submission.files(),
                dispute.events());
    }

    /** What an acquirer is being told about a dispute. */
    public enum Asking {
        EVIDENCE,
        ACCEPTANCE;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Asking of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /** @param code the acquirer's; stable, snake_case */
    public record Problem(String code, String message) {}
}
