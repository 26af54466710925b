package dev.florin.reconciliation;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReconciliationJobs {

    @Bean
    Task<Void> readStatements(Intake intake, Reconciling reconciling) {
        return Tasks.recurring("reconciliation.read", FixedDelay.of(Duration.ofSeconds(1)))
                .execute((_, _) -> {
                    intake.run();
                    reconciling.run();
                });
    }

    /** For what came after the statement that told of it. */
    @Bean
    Task<Void> matchAgain(Reconciling reconciling) {
        return Tasks.recurring("reconciliation.match-again", FixedDelay.of(Duration.ofMinutes(10)))
                .execute((_, _) -> reconciling.runAll());
    }

    /** Statements of the day before, from acquirers that tell them. */
    @Bean
    Task<Void> fetchStatements(Fetching fetching) {
        return Tasks.recurring("reconciliation.fetch", Schedules.daily(ZoneOffset.UTC, LocalTime.of(2, 10)))
                .execute((_, _) -> fetching.run());
    }
}
