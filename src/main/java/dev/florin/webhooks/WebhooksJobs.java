package dev.florin.webhooks;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.florin.platform.Backlog;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebhooksJobs {

    private static final int PURGED_AT_ONCE = 5000;

    @Bean
    Backlog openDeliveries(DeliveryRepository deliveries) {
        return Backlog.of("webhooks", deliveries::waiting);
    }

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

    @Bean
    Task<Void> replayWebhooks(Replays replays) {
        return Tasks.recurring("webhooks.replay", FixedDelay.ofSeconds(2)).execute((_, _) -> replays.goOn());
    }

    @Bean
    Task<Void> purgeWebhooks(HistoryRepository history, WebhooksProperties properties, InstantSource clock) {
        return Tasks.recurring("webhooks.purge", FixedDelay.ofHours(1))
                .execute((_, _) -> history.deleteOlder(clock.instant().minus(properties.kept()), PURGED_AT_ONCE));
    }
}
