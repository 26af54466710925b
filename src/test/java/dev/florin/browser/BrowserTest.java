package dev.florin.browser;

import dev.florin.TestDatabase;
import java.io.IOException;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole of Florin in a {@link Chromium}, on a port that Florin knows from the start, so that the links it
 * gives lead to it.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ActiveProfiles("test")
@Import(TestDatabase.class)
@ContextConfiguration(initializers = BrowserTest.KnownPort.class)
@ExtendWith(Chromium.class)
@interface BrowserTest {

    final class KnownPort implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("known port", Map.of("server.port", free())));
        }

        /** None of those that systems give to whoever calls somebody, as it is taken only when all has started. */
        private static int free() {
            for (int i = 0; i < 100; i++) {
                try (var free = new ServerSocket(ThreadLocalRandom.current().nextInt(20_000, 32_000))) {
                    return free.getLocalPort();
                } catch (IOException _) {
                    // taken
                }
            }
            throw new IllegalStateException("No port is free");
        }
    }
}
