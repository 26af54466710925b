package dev.florin.payments;

import dev.florin.alerts.Alert;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import dev.florin.payments.Declines.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When payments need an operator. */
@Configuration(proxyBeanMethods = false)
class PaymentWatches {

    private static final Duration UNKNOWN = Duration.ofMinutes(1);
    private static final Duration STUCK = Duration.ofMinutes(10);

    @Bean
    Watch unknownPaymentsWatch(PaymentRepository payments, InstantSource clock) {
        return () -> {
            Instant now = clock.instant();
            int unknown = payments.countUnresolved(now.minus(UNKNOWN));
            int stuck = unknown == 0 ? 0 : payments.countUnresolved(now.minus(STUCK));
            return unknown == 0
                    ? List.of()
                    : List.of(new Alert(
                            "payments-unknown",
                            "",
                            stuck > 0 ? Severity.CRITICAL : Severity.WARNING,
                            stuck > 0
                                    ? "%d payments are without an outcome for more than 10 minutes".formatted(stuck)
                                    : "%d payments are without an outcome for more than a minute".formatted(unknown),
                            "Florin asks the acquirers until it knows, and guesses nothing. See whether the gateway answers.",
                            "/admin/unresolved"));
        };
    }

    @Bean
    Watch declinesWatch(Declines declines) {
        return () -> declines.byGateway().stream()
                .filter(Share::isHigh)
                .map(share -> new Alert(
                        "declines-high",
                        share.gateway(),
                        Severity.CRITICAL,
                        "%d %% of the last %d payments by %s failed, most often with %s"
                                .formatted(share.percent(), share.decided(), share.gateway(), share.mostOften()),
                        "See whether the acquirer has trouble, or somebody tries stolen cards at a merchant's checkout.",
                        "/admin/gateways"))
                .toList();
    }
}
