package dev.florin.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.events.EventPublication.Status;
import org.springframework.modulith.events.core.EventSerializer;
import org.springframework.modulith.events.core.PublicationTargetIdentifier;

/** A publication's row, whose event is still to be read. */
record PublicationRow(
        UUID id,
        String type,
        String event,
        String listener,
        Instant at,
        Status status,
        @Nullable Instant resubmittedAt,
        int attempts) {

    static PublicationRow of(ResultSet row) throws SQLException {
        OffsetDateTime resubmitted = row.getObject("last_resubmission_date", OffsetDateTime.class);
        return new PublicationRow(
                row.getObject("id", UUID.class),
                row.getString("event_type"),
                row.getString("serialized_event"),
                row.getString("listener_id"),
                row.getObject("publication_date", OffsetDateTime.class).toInstant(),
                Status.valueOf(row.getString("status")),
                resubmitted == null ? null : resubmitted.toInstant(),
                row.getInt("completion_attempts"));
    }

    /** @throws RuntimeException if the event is of a type, or in words, that this version does not know */
    StoredPublication read(EventSerializer serializer) {
        return new StoredPublication(
                id,
                read(serializer, event, type),
                PublicationTargetIdentifier.of(listener),
                at,
                status,
                resubmittedAt,
                attempts);
    }

    private static Object read(EventSerializer serializer, String event, String type) {
        try {
            return serializer.deserialize(event, Class.forName(type));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("An event of unknown type: was it published by a newer Florin?", e);
        }
    }
}
