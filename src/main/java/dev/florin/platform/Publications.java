package dev.florin.platform;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.EventPublication.Status;
import org.springframework.modulith.events.core.EventPublicationRegistry;
import org.springframework.modulith.events.core.EventPublicationRepository;
import org.springframework.modulith.events.core.EventSerializer;
import org.springframework.modulith.events.core.PublicationTargetIdentifier;
import org.springframework.modulith.events.core.TargetEventPublication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where events between modules are kept until their listeners have done with them: at least once, whatever crashes. It
 * does with one insert, which goes with the commit of the publisher's transaction, and a share in a delete of many what
 * Modulith's own does with three transactions: that a listener is at work is not written down, and that it is done is
 * written down a moment later. A crash in that moment runs it again, as a crash within it would.
 */
@Component
class Publications implements EventPublicationRepository {

    /** At shutdown what is left is listed in the log: not more than anybody reads. */
    private static final int SHOWN = 100;

    private final JdbcClient jdbc;
    private final Writes writes;
    private final EventSerializer serializer;
    private final ObjectProvider<EventPublicationRegistry> registry;
    private final Completions completions;

    Publications(
            JdbcClient jdbc,
            Writes writes,
            EventSerializer serializer,
            ObjectProvider<EventPublicationRegistry> registry,
            Completions completions) {
        this.jdbc = jdbc;
        this.writes = writes;
        this.serializer = serializer;
        this.registry = registry;
        this.completions = completions;
    }

    @Override
    public TargetEventPublication create(TargetEventPublication publication) {
        writes.sql("""
                insert into public.event_publication (id, listener_id, event_type, serialized_event, publication_date, status)
                values (:id, :listener, :type, :event, :at, 'PUBLISHED')
                """)
                .param("id", publication.getIdentifier())
                .param("listener", publication.getTargetIdentifier().getValue())
                .param("type", publication.getEvent().getClass().getName())
                .param("event", serializer.serialize(publication.getEvent()).toString())
                .param("at", publication.getPublicationDate().atOffset(UTC))
                .queue();
        forgetOnRollback(publication);
        return publication;
    }

    /** The registry keeps in memory what is published, and is told by nobody that its transaction was rolled back. */
    private void forgetOnRollback(TargetEventPublication publication) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status != STATUS_COMMITTED) {
                        registry.getObject().markFailed(publication.getEvent(), publication.getTargetIdentifier());
                    }
                }
            });
        }
    }

    @Override
    public void markCompleted(UUID id, Instant at) {
        completions.add(id);
    }

    @Override
    public void markCompleted(Object event, PublicationTargetIdentifier listener, Instant at) {
        findIncompletePublicationsByEventAndTargetIdentifier(event, listener)
                .ifPresent(publication -> completions.add(publication.getIdentifier()));
    }

    @Override
    public void markFailed(UUID id) {
        jdbc.sql("update public.event_publication set status = 'FAILED' where id = ?")
                .param(id)
                .update();
    }

    @Override
    public boolean markResubmitted(UUID id, Instant at) {
        return jdbc.sql("""
                        update public.event_publication
                        set status = 'RESUBMITTED', completion_attempts = completion_attempts + 1,
                            last_resubmission_date = ?
                        where id = ? and status = 'FAILED'
                        """).params(at.atOffset(UTC), id).update() == 1;
    }

    @Override
    public List<TargetEventPublication> findIncompletePublications() {
        return find("true order by publication_date limit " + SHOWN);
    }

    @Override
    public List<TargetEventPublication> findIncompletePublicationsPublishedBefore(Instant instant) {
        return find("publication_date < ? order by publication_date", instant.atOffset(UTC));
    }

    @Override
    public Optional<TargetEventPublication> findIncompletePublicationsByEventAndTargetIdentifier(
            Object event, PublicationTargetIdentifier listener) {
        return find(
                        "serialized_event = ? and listener_id = ? limit 1",
                        serializer.serialize(event).toString(),
                        listener.getValue())
                .stream()
                .findFirst();
    }

    @Override
    public List<TargetEventPublication> findFailedPublications(FailedCriteria criteria) {
        Instant before = criteria.getPublicationDateReference();
        return find(
                "status = 'FAILED' and publication_date < coalesce(?::timestamptz, 'infinity') order by publication_date limit ?",
                before == null ? null : before.atOffset(UTC),
                criteria.getMaxItemsToRead() < 0 ? null : criteria.getMaxItemsToRead());
    }

    @Override
    public List<TargetEventPublication> findByStatus(Status status) {
        return find("status = ? order by publication_date", status.name());
    }

    @Override
    public int countByStatus(Status status) {
        return jdbc.sql("select count(*) from public.event_publication where status = ?")
                .param(status.name())
                .query(Integer.class)
                .single();
    }

    @Override
    public void deletePublications(List<UUID> ids) {
        jdbc.sql("delete from public.event_publication where id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .update();
    }

    /** Completed ones are deleted as it is. */
    @Override
    public void deleteCompletedPublications() {}

    @Override
    public void deleteCompletedPublicationsBefore(Instant instant) {}

    private List<TargetEventPublication> find(String condition, @Nullable Object... values) {
        return jdbc.sql("select * from public.event_publication where " + condition)
                .params(Arrays.asList(values))
                .query((row, _) -> (TargetEventPublication) publication(row))
                .list();
    }

    private StoredPublication publication(ResultSet row) throws SQLException {
        OffsetDateTime resubmitted = row.getObject("last_resubmission_date", OffsetDateTime.class);
        return new StoredPublication(
                row.getObject("id", UUID.class),
                event(row.getString("event_type"), row.getString("serialized_event")),
                PublicationTargetIdentifier.of(row.getString("listener_id")),
                row.getObject("publication_date", OffsetDateTime.class).toInstant(),
                Status.valueOf(row.getString("status")),
                resubmitted == null ? null : resubmitted.toInstant(),
                row.getInt("completion_attempts"));
    }

    private Object event(String type, String serialized) {
        try {
            return serializer.deserialize(serialized, Class.forName(type));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("An event of unknown type: was it published by a newer Florin?", e);
        }
    }
}
