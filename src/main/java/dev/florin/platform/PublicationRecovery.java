package dev.florin.platform;

import static java.time.ZoneOffset.UTC;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;

/**
 * Publications whose listener failed, or died with its instance, are tried again, by one task for the cluster; after ten
 * times they are put aside for a person.
 */
@Configuration(proxyBeanMethods = false)
class PublicationRecovery {

    /** Longer than a listener takes: they write to the database and do nothing else. */
    static final Duration OVERDUE = Duration.ofSeconds(30);

    static final int TRIES = 10;
    private static final int AT_ONCE = 500;

    private static final String NOT_HEARD_OF =
            "Nothing was heard of the listener for %d seconds: its instance died, it hangs, or there is none by that name any more."
                    .formatted(OVERDUE.toSeconds());
    private static final Logger log = LoggerFactory.getLogger(PublicationRecovery.class);

    @Bean
    Task<Void> recoverPublications(JdbcClient jdbc, FailedEventPublications failed, InstantSource clock) {
        return Tasks.recurring("publications.recover", FixedDelay.of(Duration.ofSeconds(5)))
                .execute((_, _) -> recover(jdbc, failed, clock.instant()));
    }

    static void recover(JdbcClient jdbc, FailedEventPublications failed, Instant now) {
        jdbc.sql("""
                update public.event_publication set status = 'FAILED', failure = ?, failed_at = ?
                where status <> 'FAILED' and coalesce(last_resubmission_date, publication_date) < ?
                """)
                .params(NOT_HEARD_OF, now.atOffset(UTC), now.minus(OVERDUE).atOffset(UTC))
                .update();
        int died = jdbc.sql("""
                with dead as (
                    delete from public.event_publication where status = 'FAILED' and completion_attempts >= ? returning *
                )
                insert into public.dead_publication
                    (id, listener_id, event_type, serialized_event, publication_date, completion_attempts, died_at,
                     failure, failed_at)
                select id, listener_id, event_type, serialized_event, publication_date, completion_attempts, ?, failure,
                    failed_at
                from dead
                """).params(TRIES, now.atOffset(UTC)).update();
        if (died > 0) {
            log.error("{} events failed {} times and were put aside; see /admin/events", died, TRIES);
        }
        failed.resubmit(ResubmissionOptions.defaults().withBatchSize(AT_ONCE));
    }
}
