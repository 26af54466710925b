package dev.florin.consistency;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** The standing of all checks as metrics: the same on each instance, whichever of them runs the checks. */
@Component
class Gauges implements SmartInitializingSingleton {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Consistency consistency;
    private final List<Check> checks;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private volatile @Nullable Seen seen;

    Gauges(Consistency consistency, List<Check> checks, MeterRegistry metrics, InstantSource clock) {
        this.consistency = consistency;
        this.checks = checks;
        this.metrics = metrics;
        this.clock = clock;
    }

    private record Seen(long at, Map<String, Standing> standings) {}

    @Override
    public void afterSingletonsInstantiated() {
        for (Check check : checks) {
            gauge(check, "discrepancies", "Discrepancies that stand", null, Standing::open);
            gauge(
                    check,
                    "discrepancies.unacknowledged",
                    "Discrepancies that stand and nobody has said to know about",
                    null,
                    Standing::alarming);
            gauge(
                    check,
                    "whole.age",
                    "Since everything was looked at for the last time",
                    "seconds",
                    it -> it.whole() == null ? Double.NaN : age(it.whole().at()));
            gauge(
                    check,
                    "whole.duration",
                    "How long the last look at everything took",
                    "seconds",
                    it -> it.whole() == null ? Double.NaN : seconds(it.whole().took()));
            gauge(
                    check,
                    "failing",
                    "1 if the check could not look the last time",
                    null,
                    it -> it.failure() == null ? 0 : 1);
            if (check.isContinuous()) {
                gauge(
                        check,
                        "lag",
                        "How old the oldest is that was not looked at yet",
                        "seconds",
                        it -> it.upTo() == null ? Double.NaN : age(it.upTo()));
                gauge(
                        check,
                        "duration",
                        "How long the last look at what was new took",
                        "seconds",
                        it -> it.ran() == null ? Double.NaN : seconds(it.ran().took()));
            }
        }
    }

    private void gauge(Check check, String name, String text, @Nullable String unit, ToDoubleFunction<Standing> value) {
        Gauge.builder("florin.consistency." + name, this, it -> {
                    Standing standing = it.look().get(check.name());
                    return standing == null ? Double.NaN : value.applyAsDouble(standing);
                })
                .description(text)
                .baseUnit(unit)
                .tag("check", check.name())
                .register(metrics);
    }

    /** One query for all gauges of a scrape. */
    private Map<String, Standing> look() {
        Seen last = seen;
        if (last == null || System.nanoTime() - last.at() > REMEMBERED.toNanos()) {
            last = new Seen(
                    System.nanoTime(),
                    consistency.standings().stream()
                            .collect(Collectors.toMap(
                                    Standing::name, Function.identity(), (a, _) -> a, ConcurrentHashMap::new)));
            seen = last;
        }
        return last.standings();
    }

    private double age(Instant at) {
        return seconds(Duration.between(at, clock.instant()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
