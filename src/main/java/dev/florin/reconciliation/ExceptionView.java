package dev.florin.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that does not agree.
 *
 * @param entry the bank's line; null if there is none
 * @param subject the payment, refund or dispute that our movement is about; null if there is none
 * @param transfer the movement's id in the ledger, with the subject
 * @param kind of the movement: {@code capture}, {@code refund} …
 * @param bankAmount minor units with sign, and with what was kept back; null if the bank says nothing
 * @param ourAmount likewise; of a duplicate, what the line repeats
 * @param day of the line, or of the movement if there is none
 * @param waitUntil a person wants to look at it no sooner
 * @param action by which it was settled
 */
public record ExceptionView(
        ExceptionId id,
        Tenant tenant,
        SourceId source,
        Result result,
        Status status,
        @Nullable UUID entry,
        @Nullable UUID subject,
        @Nullable UUID transfer,
        @Nullable String kind,
        @Nullable Long bankAmount,
        @Nullable Long ourAmount,
        String currency,
        LocalDate day,
        Instant openedAt,
        @Nullable LocalDate waitUntil,
        @Nullable Action action,
        @Nullable Instant closedAt) {

    /** How it stands. */
    public enum Status {
        OPEN,
        /** By a person. */
        SETTLED,
        /** By itself: what was missing came later. */
        EXPLAINED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a person can do. */
    public enum Action {
        /** It is right so; what the bank paid is cleared, nothing else is posted. */
        ACCEPT,
        /** What is left of it goes to the account of differences. */
        ADJUST,
        /** The customer gets it back. */
        REFUND,
        /** Look again later. */
        WAIT,
        /** Take back what was decided. */
        UNDO;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isOpen() {
        return status == Status.OPEN;
    }

    /** What the bank has more than we know of, in minor units; below zero: less. */
    public long difference() {
        long bank = bankAmount == null ? 0 : bankAmount;
        long ours = ourAmount == null || result == Result.DUPLICATE ? 0 : ourAmount;
        return bank - ours;
    }

    /** Whether it is a payment of ours that it is about. */
    public boolean concernsPayment() {
        return subject != null && ("capture".equals(kind) || "late_success".equals(kind));
    }
}
