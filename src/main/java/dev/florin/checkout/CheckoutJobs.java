package dev.florin.checkout;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CheckoutJobs {

    private static final int PURGED_AT_ONCE = 5000;

    @Bean
    Task<Void> purgeAttempts(AttemptRepository attempts, CheckoutProperties settings, InstantSource clock) {
        return Tasks.recurring("checkout.purge", FixedDelay.ofHours(1))
                .execute(
                        (_, _) -> attempts.deleteOlder(clock.instant().minus(settings.attemptsKept()), PURGED_AT_ONCE));
    }
}
