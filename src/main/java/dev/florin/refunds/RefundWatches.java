package dev.florin.refunds;

import dev.florin.alerts.Alert;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When refunds need an operator. */
@Configuration(proxyBeanMethods = false)
class RefundWatches {

    /** Acquirers take their time over refunds, but not that long to say that they have it. */
    private static final Duration STUCK = Duration.ofMinutes(10);

    private static final Duration LONG = Duration.ofHours(24);

    @Bean
    Watch unknownRefundsWatch(RefundRepository refunds, InstantSource clock) {
        return () -> {
            int stuck = refunds.open().countStuck(clock.instant().minus(STUCK));
            int old = stuck == 0 ? 0 : refunds.open().countStuck(clock.instant().minus(LONG));
            return stuck == 0
                    ? List.of()
                    : List.of(new Alert(
                            "refunds-unknown",
                            "",
                            old > 0 ? Severity.CRITICAL : Severity.WARNING,
                            old > 0
                                    ? "%d refunds are without an outcome for more than a day".formatted(old)
                                    : "%d refunds are without an outcome for more than 10 minutes".formatted(stuck),
                            "Florin asks the acquirers until it knows. See whether the gateway answers.",
                            "/admin/unresolved"));
        };
    }
}
