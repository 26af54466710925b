package dev.florin.consistency;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A discrepancy that was found.
 *
 * @param resolvedAt when a later look found it mended; null while it stands
 * @param acknowledged null while nobody has said that it is known
 */
public record FindingView(
        UUID id,
        String check,
        Discrepancy discrepancy,
        Instant firstSeenAt,
        Instant lastSeenAt,
        @Nullable Instant resolvedAt,
        @Nullable Acknowledgement acknowledged) {

    /** @param reason why it may stand */
    public record Acknowledgement(Instant at, String by, String reason) {}

    public boolean isOpen() {
        return resolvedAt == null;
    }
}
