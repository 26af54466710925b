package dev.florin.platform;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether anything is traced. */
@Configuration(proxyBeanMethods = false)
class TracesConfiguration {

    /** @param endpoint empty, and nothing of OpenTelemetry is even loaded */
    @Bean
    Traces traces(
            @Value("${florin.tracing.endpoint:}") String endpoint,
            @Value("${florin.tracing.sampled:0.05}") double sampled) {
        return endpoint.isBlank() ? Traces.NONE : new OtlpTraces(endpoint.strip(), sampled);
    }
}
