package dev.florin.gateways;

import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.platform.Traces;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which acquirers there are, and how they are reached. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaysProperties.class)
class GatewaysConfiguration {

    @Bean
    CircuitBreakerRegistry gatewayCircuits(GatewaysProperties properties, MeterRegistry meters) {
        CircuitBreakerRegistry circuits = CircuitBreakerRegistry.of(config(properties.breaker()));
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(meters);
        return circuits;
    }

    static CircuitBreakerConfig config(GatewaysProperties.Breaker breaker) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(breaker.window())
                .minimumNumberOfCalls(breaker.minimumCalls())
                .failureRateThreshold(breaker.failurePercent())
                .slowCallRateThreshold(breaker.failurePercent())
                .slowCallDurationThreshold(breaker.slowAfter())
                .waitDurationInOpenState(breaker.openFor())
                .permittedNumberOfCallsInHalfOpenState(breaker.trialCalls())
                .writableStackTraceEnabled(false)
                .build();
    }

    @Bean
    Lines gatewayLines(
            GatewaysProperties properties,
            CircuitBreakerRegistry gatewayCircuits,
            List<Line.Meter> meters,
            Traces traces,
            InstantSource clock,
            ObjectProvider<SandboxAcquirer> acquirer,
            ObjectProvider<SandboxOptions> options) {
        GatewaysProperties.Sandbox sandbox = properties.sandbox();
        Optional<URI> url = Optional.ofNullable(sandbox.url())
                .or(() -> acquirer.stream().map(SandboxAcquirer::address).findAny());
        String key = Optional.ofNullable(sandbox.apiKey())
                .or(() -> options.stream().map(SandboxOptions::apiKey).findAny())
                .orElse(SandboxOptions.DEFAULT_KEY);
        String secret = Optional.ofNullable(sandbox.callbackSecret())
                .or(() -> options.stream().map(SandboxOptions::callbackSecret).findAny())
                .orElse(SandboxOptions.DEFAULT_CALLBACK_SECRET);
        return new Lines(url.map(address -> sandboxClient(sandbox, address, key, secret, traces, clock)).stream()
                .map(client -> new Line(
                        client,
                        new Circuit(gatewayCircuits.circuitBreaker(client.id().name())),
                        properties.retries(),
                        (gateway, attempt) -> meters.forEach(meter -> meter.count(gateway, attempt)),
                        traces))
                .toList());
    }

    private static Acquirer sandboxClient(
            GatewaysProperties.Sandbox sandbox,
            URI url,
            String key,
            String callbackSecret,
            Traces traces,
            InstantSource clock) {
        AcquirerHttp http =
                new AcquirerHttp(sandbox.connectTimeout(), sandbox.responseTimeout(), sandbox.connections(), traces);
        var callbacks = new SandboxCallbacks(callbackSecret, clock);
        return new SandboxClient(http, url, key, sandbox.servesLive(), callbacks, clock);
    }
}
