package dev.florin.platform;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(Publications.class);

    private final JdbcClient jdbc;
    private final Writes writes;
    private final EventSerializer serializer;
    private final ObjectProvider<EventPublicationRegistry> registry;
    private final Completions completions;
    private final InstantSource clock;

    Publications(
            JdbcClient jdbc,
            Writes writes,
            EventSerializer serializer,
            ObjectProvider<EventPublicationRegistry> registry,
            Completions completions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.writes = writes;
        this.serializer = serializer;
        this.registry = registry;
        this.completions = completions;
        this.clock = clock;
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

    /** With what the listener failed with, so that a person can understand it. */
    @Override
    public void markFailed(UUID id) {
        Throwable failure = ListenerFailures.take();
        markFailed(id, failure == null ? null : Redaction.of(failure));
    }

    private void markFailed(UUID id, @Nullable String failure) {
        jdbc.sql("""
                        update public.event_publication
                        set status = 'FAILED', failure = coalesce(:failure, failure), failed_at = :at
                        where id = :id
                        """)
                .param("failure", failure)
                .param("at", clock.instant().atOffset(UTC))
                .param("id", id)
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

    /** Those that can be read: one that cannot is a failure of its own, and keeps no other from being tried again. */
    @Override
    public List<TargetEventPublication> findFailedPublications(FailedCriteria criteria) {
        Instant before = criteria.getPublicationDateReference();
        List<TargetEventPublication> readable = new ArrayList<>();
        jdbc.sql("""
                        select * from public.event_publication
                        where status = 'FAILED' and completion_attempts >= 0
                          and publication_date < coalesce(:before::timestamptz, 'infinity')
                        order by publication_date limit :most
                        """)
                .param("before", before == null ? null : before.atOffset(UTC))
                .param("most", criteria.getMaxItemsToRead() < 0 ? null : criteria.getMaxItemsToRead())
                .query((row, _) -> PublicationRow.of(row))
                .list()
                .forEach(row -> {
                    try {
                        readable.add(row.read(serializer));
                    } catch (RuntimeException e) {
                        countAsTry(row.id(), e);
                    }
                });
        return readable;
    }

    /** So that it is put aside for a person in the end, as what a listener cannot bear is. */
    private void countAsTry(UUID id, RuntimeException failure) {
        if (markResubmitted(id, clock.instant())) {
            log.warn("A publication cannot be read: {}", failure.getMessage());
            markFailed(id, Redaction.of(failure));
        }
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
                .query((row, _) ->
                        (TargetEventPublication) PublicationRow.of(row).read(serializer))
                .list();
    }
}
