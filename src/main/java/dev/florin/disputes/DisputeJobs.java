package dev.florin.disputes;

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
class DisputeJobs {

    /** Few: each may hold fifty megabytes of files. */
    private static final int MOST_IN_HAND = 8;

    @Bean
    Backlog openDisputeAnswers(DisputeRepository disputes) {
        return Backlog.of("disputes", disputes.open()::waiting);
    }

    @Bean
    Unresolved unresolvedDisputeAnswers(DisputeRepository disputes, DisputeWatching waiting) {
        return Unresolved.of("disputes", disputes.open()::countStuck, waiting::oldestUntold);
    }

    @Bean
    InHand<DisputeKey> disputesInHand(DisputeRepository disputes, InstantSource clock) {
        return new InHand<>("dispute", MOST_IN_HAND, disputes.open()::putOff, clock);
    }

    @Bean
    Task<Void> tellAboutDisputes(DisputeResolution resolution) {
        return Tasks.recurring("disputes.tell", FixedDelay.of(Duration.ofSeconds(2)))
                .execute((_, _) -> resolution.sweep());
    }

    @Bean
    Task<Void> askForDisputes(DisputeNews news) {
        return Tasks.recurring("disputes.ask-for-news", FixedDelay.ofMinutes(1)).execute((_, _) -> news.ask());
    }
}
