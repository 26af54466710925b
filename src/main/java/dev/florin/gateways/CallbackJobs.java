package dev.florin.gateways;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.florin.platform.InHand;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CallbackJobs {

    private static final int MOST_IN_HAND = 500;

    @Bean
    InHand<CallbackKey> callbacksInHand(CallbackRepository callbacks, InstantSource clock) {
        return new InHand<>("callback", MOST_IN_HAND, callbacks::putOff, clock);
    }

    @Bean
    Task<Void> passOnCallbacks(CallbackHearing hearing) {
        return Tasks.recurring("gateways.pass-on-callbacks", FixedDelay.ofSeconds(1))
                .execute((_, _) -> hearing.sweep());
    }

    @Bean
    Task<Void> purgeCallbacks(CallbackHearing hearing) {
        return Tasks.recurring("gateways.purge-callbacks", FixedDelay.ofHours(1))
                .execute((_, _) -> hearing.purge());
    }
}
