package dev.florin.gateways;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** {@code florin.gateways.requests}: how long every call took, by gateway, operation and outcome. */
@Component
class RequestMeter implements Line.Meter {

    private final Meter.MeterProvider<Timer> timers;

    RequestMeter(MeterRegistry meters) {
        this.timers = Timer.builder("florin.gateways.requests")
                .description("Calls to acquirers, each retry by itself")
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30))
                .withRegistry(meters);
    }

    @Override
    public void count(GatewayId gateway, Attempt attempt) {
        timers.withTags(
                        "gateway",
                        gateway.name(),
                        "operation",
                        attempt.exchange().operation(),
                        "outcome",
                        name(attempt.outcome()))
                .record(attempt.exchange().took());
    }

    static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Approved _ -> "approved";
            case Outcome.Declined _ -> "declined";
            case Outcome.Pending _ -> "pending";
            case Outcome.NotFound _ -> "not_found";
            case Outcome.Unknown _ -> "unknown";
            case Outcome.NotSent _ -> "not_sent";
        };
    }
}
