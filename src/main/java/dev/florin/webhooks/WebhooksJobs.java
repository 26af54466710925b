package dev.florin.webhooks;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebhooksJobs {

    @Bean
    Task<Void> sweepWebhooks(Sweep sweep) {
        return Tasks.recurring("webhooks.sweep", FixedDelay.ofSeconds(1)).execute((_, _) -> {
            try {
                sweep.sweep();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Bean
    Task<Void> tidyWebhooks(Sweep sweep) {
        return Tasks.recurring("webhooks.tidy", FixedDelay.ofSeconds(30)).execute((_, _) -> sweep.tidy());
    }
}
