package dev.florin.webhooks;

import dev.florin.alerts.Alert;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When webhooks need an operator: not while an endpoint fails, which is its merchant's to mend, but when Florin lags. */
@Configuration(proxyBeanMethods = false)
class WebhookWatches {

    /** The sweep comes every second. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private static final int MANY = 1000;

    @Bean
    Watch webhooksWatch(SweepRepository deliveries, InstantSource clock) {
        return () -> {
            Instant now = clock.instant();
            int late = deliveries.countLate(now.minus(LATE), now, MANY);
            return late == 0
                    ? List.of()
                    : List.of(new Alert(
                            "webhooks-late",
                            "",
                            late >= MANY ? Severity.CRITICAL : Severity.WARNING,
                            "%s%d webhooks were due more than 2 minutes ago, to endpoints that take them"
                                    .formatted(late >= MANY ? "More than " : "", late),
                            "See whether the job webhooks.sweep runs, and whether instances have hands free.",
                            "/admin/jobs"));
        };
    }
}
