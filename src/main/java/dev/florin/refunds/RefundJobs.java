package dev.florin.refunds;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.florin.platform.Backlog;
import dev.florin.platform.InHand;
import dev.florin.platform.Unresolved;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RefundJobs {

    private static final int MOST_IN_HAND = 500;

    @Bean
    Backlog openRefunds(RefundRepository refunds) {
        return Backlog.of("refunds", refunds.open()::waiting);
    }

    @Bean
    Unresolved unresolvedRefunds(RefundRepository refunds) {
        return Unresolved.of("refunds", refunds.open()::countStuck, refunds::oldestUnresolved);
    }

    @Bean
    InHand<RefundKey> refundsInHand(RefundRepository refunds, InstantSource clock) {
        return new InHand<>("refund", MOST_IN_HAND, refunds.open()::putOff, RefundKey::mentions, clock);
    }

    @Bean
    Task<Void> resolveRefunds(RefundResolution resolution) {
        return Tasks.recurring("refunds.resolve", FixedDelay.of(Duration.ofSeconds(1)))
                .execute((_, _) -> resolution.sweep());
    }

    @Bean
    Task<Void> watchStuckRefunds(RefundResolution resolution) {
        return Tasks.recurring("refunds.reconcile-stuck", FixedDelay.ofMinutes(5))
                .execute((_, _) -> resolution.reconcileStuck());
    }
}
