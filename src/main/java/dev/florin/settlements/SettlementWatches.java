package dev.florin.settlements;

import dev.florin.alerts.Alert;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When settlements need an operator. */
@Configuration(proxyBeanMethods = false)
class SettlementWatches {

    /** A day, its hour, and what a merchant that moves to another time zone may add. */
    private static final Duration LATE = Duration.ofHours(50);

    /** Over a weekend nobody pays. */
    private static final Duration FORGOTTEN = Duration.ofDays(4);

    @Bean
    Watch lateSettlementsWatch(SettlementRepository settlements, InstantSource clock) {
        return () -> {
            int late = settlements.countLate(clock.instant().minus(LATE));
            return late == 0
                    ? List.of()
                    : List.of(new Alert(
                            "settlements-late",
                            "",
                            Severity.CRITICAL,
                            "The books of %d merchants have not been settled for two days".formatted(late),
                            "See why the job settlements.settle fails, or which client keeps a transaction open.",
                            "/admin/jobs"));
        };
    }

    @Bean
    Watch forgottenPayoutsWatch(SettlementRepository settlements, InstantSource clock) {
        return () -> {
            int waiting = settlements.countWaiting(clock.instant().minus(FORGOTTEN));
            return waiting == 0
                    ? List.of()
                    : List.of(new Alert(
                            "payouts-waiting",
                            "",
                            Severity.WARNING,
                            "%d payouts have been waiting for more than four days".formatted(waiting),
                            "Pay them at the bank and note its reference, or see what keeps them on hold.",
                            "/admin/settlements"));
        };
    }
}
