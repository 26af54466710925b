package dev.florin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.florin.FlorinTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Whatever this machine believes, it is the time of the database. */
@FlorinTest
class DatabaseTimeTests {

    private static final InstantSource RIGHT = InstantSource.system();

    @Autowired
    DataSource database;

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT-1H", "PT2S", "PT0S"})
    void aWrongClockTellsTheRightTime(Duration wrong) {
        var time = new DatabaseTime(database, InstantSource.offset(RIGHT, wrong));
        assertThat(time.instant()).isCloseTo(Instant.now(), within(500, ChronoUnit.MILLIS));
    }

    @Test
    void aClockThatIsSetMeanwhileTellsTheRightTimeSoon() {
        var wrong = new AtomicReference<>(Duration.ZERO);
        var time = new DatabaseTime(database, () -> Instant.now().plus(wrong.get()));
        time.start();
        try {
            wrong.set(Duration.ofHours(1));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(time.instant()).isCloseTo(Instant.now(), within(500, ChronoUnit.MILLIS)));
        } finally {
            time.stop();
        }
    }

    @Test
    void withoutADatabaseItIsTheTimeOfTheMachine() {
        var unreachable = new AbstractDataSource() {
            @Override
            public java.sql.Connection getConnection() throws SQLException {
                throw new SQLException("away", "08001");
            }

            @Override
            public java.sql.Connection getConnection(String username, String password) throws SQLException {
                return getConnection();
            }
        };
        var time = new DatabaseTime(unreachable, RIGHT);
        assertThat(time.instant()).isCloseTo(Instant.now(), within(500, ChronoUnit.MILLIS));
    }
}
