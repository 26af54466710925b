package dev.florin.platform;

import static java.time.ZoneOffset.UTC;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete.Result;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what jobs fail with, of each the last, for a month. db-scheduler keeps that they failed, and not why. */
@Configuration(proxyBeanMethods = false)
class JobFailures {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final Logger log = LoggerFactory.getLogger(JobFailures.class);

    @Bean
    JobFailureListener jobFailureListener(JdbcClient jdbc) {
        return new JobFailureListener(jdbc);
    }

    @Bean
    Task<Void> forgetJobFailures(JdbcClient jdbc, InstantSource clock) {
        return Tasks.recurring("jobs.forget-failures", FixedDelay.ofHours(24))
                .execute((_, _) -> jdbc.sql("delete from public.job_failure where at < ?")
                        .param(clock.instant().minus(KEPT).atOffset(UTC))
                        .update());
    }

    /** Hears of every execution, on the thread that ran it. */
    static final class JobFailureListener extends AbstractSchedulerListener {

        private final JdbcClient jdbc;

        JobFailureListener(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public void onExecutionComplete(ExecutionComplete run) {
            if (run.getResult() == Result.FAILED) {
                run.getCause().ifPresent(cause -> keep(run, cause));
            }
        }

        private void keep(ExecutionComplete run, Throwable cause) {
            try {
                jdbc.sql("""
                        insert into public.job_failure as f (task_name, task_instance, at, took_ms, ran_on, failure)
                        values (:name, :instance, :at, :took, :ranOn, :failure)
                        on conflict (task_name, task_instance) do update
                        set at = excluded.at, took_ms = excluded.took_ms, ran_on = excluded.ran_on,
                            failure = excluded.failure
                        where f.at <= excluded.at
                        """)
                        .param("name", run.getExecution().getTaskName())
                        .param("instance", run.getExecution().getId())
                        .param("at", run.getTimeDone().atOffset(UTC))
                        .param("took", run.getDuration().toMillis())
                        .param("ranOn", Instance.name())
                        .param("failure", Redaction.of(cause))
                        .update();
            } catch (RuntimeException e) {
                log.warn(
                        "Why job {} failed could not be kept: {}",
                        run.getExecution().getTaskName(),
                        e.getMessage());
            }
        }
    }
}
