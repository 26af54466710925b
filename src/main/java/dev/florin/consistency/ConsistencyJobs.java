package dev.florin.consistency;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.florin.platform.Jobs;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsistencyProperties.class)
class ConsistencyJobs {

    static final Jobs.Key INSPECTION = new Jobs.Key("consistency.inspect", "recurring");

    @Bean
    Task<Void> runPatrol(Patrol patrol) {
        return Tasks.recurring("consistency.patrol", FixedDelay.of(Duration.ofSeconds(15)))
                .execute((_, _) -> patrol.run());
    }

    @Bean
    Task<Void> runInspection(Inspection inspection) {
        return Tasks.recurring(INSPECTION.name(), FixedDelay.ofMinutes(1)).execute((_, _) -> inspection.run());
    }
}
