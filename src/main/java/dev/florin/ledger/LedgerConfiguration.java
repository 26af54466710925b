package dev.florin.ledger;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean
    RecurringTask<Void> rollUpTransfers(RollUp rollUp) {
        return Tasks.recurring("ledger.roll-up", FixedDelay.ofMinutes(1)).execute((_, _) -> rollUp.run(RollUp.LAG));
    }
}
