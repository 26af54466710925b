package dev.florin.settlements;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SettlementsProperties.class)
class SettlementJobs {

    /** Midnight is at another time for each merchant; where it was not yet, there is nothing to do. */
    @Bean
    Task<Void> settleDays(Nightly nightly) {
        return Tasks.recurring("settlements.settle", FixedDelay.ofMinutes(10)).execute((_, _) -> nightly.settleAll());
    }

    @Bean
    Task<Void> payTestData(Nightly nightly) {
        return Tasks.recurring("settlements.pay-test-data", FixedDelay.ofSeconds(10))
                .execute((_, _) -> nightly.payTestData());
    }
}
