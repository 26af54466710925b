package dev.florin.gateways.sandbox;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the acquirer inside Florin, where {@code florin.sandbox.enabled} says so: by default in dev and test. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("florin.sandbox.enabled")
@EnableConfigurationProperties(SandboxOptions.class)
class SandboxConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SandboxConfiguration.class);

    @Bean
    SandboxAcquirer sandboxAcquirer(SandboxOptions options, InstantSource clock) {
        SandboxAcquirer acquirer = new SandboxAcquirer(options, clock);
        log.info("Sandbox acquirer on {}, facts in {}", acquirer.address(), options.log());
        return acquirer;
    }
}
