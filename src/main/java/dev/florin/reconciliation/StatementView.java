package dev.florin.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A statement as it stands.
 *
 * @param items lines of it that have been read, good, bad and known
 * @param bytes how far the file is read, of {@code size}
 * @param entries lines that are kept
 * @param bad lines that could not be read
 * @param known lines that another statement told before
 * @param from the first day that it tells of; null before it is read
 * @param opening balance in minor units of {@code currency}; null where it says none, as is {@code closing}
 * @param moved sum of its lines in that currency
 * @param fault why it is refused
 * @param matchedAt when its lines were matched; null before
 */
public record StatementView(
        StatementId id,
        Tenant tenant,
        SourceId source,
        String fileName,
        long size,
        Status status,
        int items,
        long bytes,
        int entries,
        int bad,
        int known,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable Long opening,
        @Nullable Long closing,
        @Nullable String currency,
        long moved,
        @Nullable String fault,
        @Nullable String faultCode,
        Instant createdAt,
        @Nullable Instant readAt,
        @Nullable Instant matchedAt) {

    /** How far it is. */
    public enum Status {
        /** Stored; nothing is lost from here on. */
        RECEIVED,
        READING,
        READ,
        /** Nothing of it can be read. */
        REFUSED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether something is still going to happen to it by itself. */
    public boolean isUnderWay() {
        return status == Status.RECEIVED || status == Status.READING || status == Status.READ && matchedAt == null;
    }

    /** 0–100. */
    public int percent() {
        return status == Status.READ ? 100 : (int) Math.min(99, bytes * 100 / Math.max(1, size));
    }

    /** By how much the closing balance differs from the opening one and the lines; null where it says none. */
    public @Nullable Long imbalance() {
        return opening == null || closing == null || status != Status.READ ? null : closing - opening - moved;
    }
}
