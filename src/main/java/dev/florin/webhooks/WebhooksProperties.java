package dev.florin.webhooks;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code florin.webhooks.*}
 *
 * @param retryIntervals the pause before each attempt, counted from the one before; the first is zero
 * @param testSchedule true for {@link #TEST_INTERVALS} instead
 * @param timeout of an attempt, from connecting to the last byte of the answer
 * @param allowLocal true to allow plain HTTP and addresses of this machine and its network
 * @param inFlight how many attempts run at once
 * @param inFlightPerEndpoint how many of them for one endpoint
 * @param remembered how long an instance goes by what it last read about a merchant's endpoints
 * @param longestPause of an endpoint that keeps failing
 * @param kept how long events, deliveries and attempts can be looked up
 * @param demoUrl an endpoint that the demo merchant has from the start
 */
@ConfigurationProperties("florin.webhooks")
record WebhooksProperties(
        @DefaultValue({"0s", "1m", "5m", "30m", "2h"}) List<Duration> retryIntervals,
        @DefaultValue("false") boolean testSchedule,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("false") boolean allowLocal,
        @DefaultValue("256") int inFlight,
        @DefaultValue("4") int inFlightPerEndpoint,
        @DefaultValue("500ms") Duration remembered,
        @DefaultValue("5m") Duration longestPause,
        @DefaultValue("30d") Duration kept,
        @Nullable String demoUrl) {

    static final List<Duration> TEST_INTERVALS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(20));

    WebhooksProperties {
        if (retryIntervals.isEmpty() || !retryIntervals.getFirst().isZero()) {
            throw new IllegalArgumentException(
                    "florin.webhooks.retry-intervals begins with 0s, as the first attempt is made at once: "
                            + retryIntervals);
        }
        if (inFlight < 2 || inFlightPerEndpoint < 1) {
            throw new IllegalArgumentException(
                    "florin.webhooks.in-flight is at least 2, florin.webhooks.in-flight-per-endpoint at least 1");
        }
        if (testSchedule) {
            retryIntervals = TEST_INTERVALS;
            longestPause = TEST_INTERVALS.get(1);
        }
    }
}
