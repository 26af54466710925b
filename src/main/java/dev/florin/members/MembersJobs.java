package dev.florin.members;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

@Configuration(proxyBeanMethods = false)
class MembersJobs {

    /** Sessions nobody came back to, and what is forgotten of failures and old links. */
    @Bean
    Task<Void> forgetSessions(
            JdbcIndexedSessionRepository sessions, Throttle throttle, ResetRepository resets, InstantSource clock) {
        return Tasks.recurring("members.forget", FixedDelay.ofMinutes(5)).execute((_, _) -> {
            sessions.cleanUpExpiredSessions();
            throttle.purge();
            resets.purge(clock.instant());
        });
    }
}
