package dev.florin.gateways.sandbox;

import dev.florin.gateways.sandbox.Fact.Disputed;
import dev.florin.gateways.sandbox.Fact.EvidenceTaken;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer's claim on captured money, and how it stands. Guarded by {@link Disputes}. */
final class Dispute {

    private final Disputed opened;
    private final Set<UUID> files = new HashSet<>();
    private Status status = Status.NEEDS_RESPONSE;
    private Instant dueBy;
    private Instant changed;
    private @Nullable EvidenceTaken evidence;
    private @Nullable UUID acceptance;
    private FactLog.@Nullable Batch kept;

    /** Forward only. */
    enum Status {
        NEEDS_RESPONSE,
        UNDER_REVIEW,
        WON,
        LOST,
        /** Lost, as the client did not contest it. */
        ACCEPTED;

        boolean isOpen() {
            return this == NEEDS_RESPONSE || this == UNDER_REVIEW;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Dispute(Disputed opened) {
        this.opened = opened;
        this.dueBy = opened.dueBy();
        this.changed = opened.at();
    }

    void apply(Fact.OfDispute fact) {
        changed = fact.at();
        switch (fact) {
            case Disputed _ -> throw new IllegalStateException("A dispute is opened once");
            case Fact.FileTaken taken -> files.add(taken.file());
            case EvidenceTaken taken -> {
                evidence = taken;
                status = Status.UNDER_REVIEW;
            }
            case Fact.DeadlineMoved moved -> dueBy = moved.dueBy();
            case Fact.DisputeEnded ended -> {
                status = ended.status();
                acceptance = ended.reference();
            }
        }
    }

    UUID id() {
        return opened.dispute();
    }

    Disputed opened() {
        return opened;
    }

    Status status() {
        return status;
    }

    Instant dueBy() {
        return dueBy;
    }

    Instant changed() {
        return changed;
    }

    @Nullable
    EvidenceTaken evidence() {
        return evidence;
    }

    @Nullable
    UUID acceptance() {
        return acceptance;
    }

    boolean has(UUID file) {
        return files.contains(file);
    }

    void keptIn(FactLog.Batch batch) {
        kept = batch;
    }

    /** Null where it was read from the log. */
    FactLog.@Nullable Batch kept() {
        return kept;
    }

    Statement statement() {
        return new Statement(
                opened.dispute(),
                "dispute",
                status,
                opened.authorization(),
                opened.account(),
                opened.amount(),
                opened.currency(),
                opened.reason(),
                opened.at(),
                dueBy,
                changed);
    }

    /**
     * As answers, inquiries and callbacks tell it.
     *
     * @param id the acquirer's
     * @param dueBy until when evidence is taken
     * @param changed when something last happened to it
     */
    record Statement(
            UUID id,
            String kind,
            Status status,
            UUID authorization,
            @Nullable String account,
            long amount,
            String currency,
            String reason,
            Instant created,
            Instant dueBy,
            Instant changed) {}
}
