package dev.florin.platform;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.events.core.PublicationTargetIdentifier;
import org.springframework.modulith.events.core.TargetEventPublication;

/** A publication as it was read from its row. */
record StoredPublication(
        UUID id,
        Object event,
        PublicationTargetIdentifier listener,
        Instant at,
        Status status,
        @Nullable Instant resubmittedAt,
        int attempts)
        implements TargetEventPublication {

    @Override
    public UUID getIdentifier() {
        return id;
    }

    @Override
    public Object getEvent() {
        return event;
    }

    @Override
    public PublicationTargetIdentifier getTargetIdentifier() {
        return listener;
    }

    @Override
    public Instant getPublicationDate() {
        return at;
    }

    @Override
    public Optional<Instant> getCompletionDate() {
        return Optional.empty();
    }

    @Override
    public Status getStatus() {
        return status;
    }

    @Override
    public @Nullable Instant getLastResubmissionDate() {
        return resubmittedAt;
    }

    @Override
    public int getCompletionAttempts() {
        return attempts;
    }

    /** Nothing: its row is deleted. */
    @Override
    public void markCompleted(Instant at) {}
}
