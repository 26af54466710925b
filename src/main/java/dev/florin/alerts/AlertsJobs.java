package dev.florin.alerts;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertsProperties.class)
class AlertsJobs {

    @Bean
    Task<Void> lookForAlerts(Lookout lookout, AlertsProperties properties) {
        return Tasks.recurring("alerts.look", FixedDelay.of(properties.every())).execute((_, _) -> lookout.look());
    }

    /** A job of its own: a slow mail server keeps nobody from looking. */
    @Bean
    Task<Void> tellAlerts(Teller teller) {
        return Tasks.recurring("alerts.tell", FixedDelay.ofSeconds(5)).execute((_, _) -> teller.tell());
    }

    @Bean
    Task<Void> purgeAlerts(AlertRepository alerts, AlertsProperties properties, InstantSource clock) {
        return Tasks.recurring("alerts.purge", FixedDelay.ofHours(24))
                .execute((_, _) -> alerts.purge(clock.instant().minus(properties.kept()), clock.instant()));
    }
}
