package dev.florin.platform;

import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A machine whose clock is an hour ahead. */
@TestConfiguration(proxyBeanMethods = false)
public class ClockAhead {

    private static final Duration AHEAD = Duration.ofHours(1);

    @Bean
    @Primary
    DatabaseTime timeAhead(DataSource database) {
        return new DatabaseTime(database, InstantSource.offset(InstantSource.system(), AHEAD));
    }
}
