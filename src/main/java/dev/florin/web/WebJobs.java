package dev.florin.web;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebJobs {

    private static final int AT_ONCE = 10_000;

    @Bean
    Task<Void> purgeIdempotencyKeys(IdempotencyKeys keys) {
        return Tasks.recurring("web.purge-idempotency-keys", FixedDelay.ofMinutes(10))
                .execute((_, _) -> {
                    while (keys.purge(AT_ONCE) == AT_ONCE) {
                        Thread.onSpinWait();
                    }
                });
    }
}
