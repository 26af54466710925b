package dev.florin.payments;

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
class PaymentJobs {

    private static final int MOST_IN_HAND = 2000;

    @Bean
    Backlog openPayments(PaymentRepository payments) {
        return Backlog.of("payments", payments.open()::waiting);
    }

    @Bean
    Unresolved unresolvedPayments(PaymentRepository payments) {
        return Unresolved.of("payments", payments::countUnresolved, payments::oldestUnresolved);
    }

    @Bean
    InHand<PaymentKey> paymentsInHand(PaymentRepository payments, InstantSource clock) {
        return new InHand<>("payment", MOST_IN_HAND, payments.open()::putOff, PaymentKey::mentions, clock);
    }

    @Bean
    Task<Void> resolvePayments(Resolution resolution) {
        return Tasks.recurring("payments.resolve", FixedDelay.of(Duration.ofSeconds(1)))
                .execute((_, _) -> resolution.sweep());
    }

    @Bean
    Task<Void> expireAuthorizations(Resolution resolution) {
        return Tasks.recurring("payments.expire-authorizations", FixedDelay.ofMinutes(1))
                .execute((_, _) -> resolution.expireAuthorizations());
    }

    @Bean
    Task<Void> watchStuckPayments(Resolution resolution) {
        return Tasks.recurring("payments.reconcile-stuck", FixedDelay.ofMinutes(5))
                .execute((_, _) -> resolution.reconcileStuck());
    }

    @Bean
    Task<Void> countEvents(Counting counting) {
        return Tasks.recurring("payments.count", FixedDelay.ofMinutes(1)).execute((_, _) -> {
            while (counting.run(Counting.LAG)) {
                // a stretch at a time
            }
        });
    }
}
