package dev.florin.gateways.sandbox;

import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Runs the acquirer inside Florin, where {@code florin.sandbox.enabled} says so: by default in dev and test. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("florin.sandbox.enabled")
@EnableConfigurationProperties(SandboxOptions.class)
class SandboxConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SandboxConfiguration.class);

    @Bean
    SandboxAcquirer sandboxAcquirer(SandboxOptions options, InstantSource clock, Environment environment) {
        Supplier<@Nullable URI> client =
                options.callbackUrl() == null ? () -> florin(environment) : options::callbackUrl;
        SandboxAcquirer acquirer = new SandboxAcquirer(options, clock, client);
        log.info("Sandbox acquirer on {}, facts in {}", acquirer.address(), options.log());
        return acquirer;
    }

    /** Florin's own address, once its web server is up: the acquirer is there first, and tries again until then. */
    private static @Nullable URI florin(Environment environment) {
        Integer port = environment.getProperty("local.server.port", Integer.class);
        return port == null ? null : URI.create("http://localhost:%d/gateways/sandbox/callbacks".formatted(port));
    }
}
