package dev.florin.platform;

import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Refuses to start, outside of development, with a password that stands in the documentation or that everybody tries
 * first.
 */
@Component
class KnownPasswords implements InitializingBean {

    private static final Profiles DEVELOPMENT = Profiles.of("dev | test");

    private static final List<String> PASSWORDS =
            List.of("spring.datasource.password", "florin.migrations.password", "spring.mail.password");

    private static final Set<String> KNOWN =
            Set.of("florin", "florin_app", "postgres", "password", "secret", "changeme", "admin", "test", "123456");

    /** The sandbox acquirer's, as docs/sandbox.md has them: whoever knows them can say that a payment was made. */
    private static final Set<String> OF_THE_SANDBOX = Set.of("", "sandbox_key_florin", "sandbox_callbacks_florin");

    private final Environment environment;

    KnownPasswords(Environment environment) {
        this.environment = environment;
    }

    /** @throws IllegalStateException naming what to set */
    @Override
    public void afterPropertiesSet() {
        if (environment.acceptsProfiles(DEVELOPMENT)) {
            return;
        }
        for (String property : PASSWORDS) {
            if (KNOWN.contains(environment.getProperty(property, ""))) {
                throw SecretUnusable.at(property, "is a password that everybody knows.");
            }
        }
        if (environment.getProperty("florin.sandbox.enabled", Boolean.class, false)
                || environment.containsProperty("florin.gateways.sandbox.url")) {
            refuseOfTheSandbox("api-key");
            refuseOfTheSandbox("callback-secret");
        }
    }

    private void refuseOfTheSandbox(String name) {
        String property = "florin.gateways.sandbox." + name;
        String secret = environment.getProperty(property, environment.getProperty("florin.sandbox." + name, ""));
        if (OF_THE_SANDBOX.contains(secret)) {
            throw SecretUnusable.at(property, "is missing, or the one in the documentation.");
        }
    }
}
