package dev.florin.platform;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The time of day by the database's clock, as all instances have that one in common: what one writes down to be done by
 * then, another compares with its own time. The database is asked every few seconds; in between, and while it cannot be
 * reached, this machine's clock goes on from there.
 *
 * <p>Differences of up to {@link #PRECISION} are not corrected, so that time does not run back and forth.
 */
final class DatabaseTime implements InstantSource, SmartLifecycle {

    static final Duration PRECISION = Duration.ofMillis(100);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** From then on, whoever runs this machine should know. */
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(DatabaseTime.class);

    private final DataSource database;
    private final InstantSource machine;
    private volatile Duration ahead = Duration.ZERO;
    private volatile boolean running;

    /** @param machine this machine's clock */
    DatabaseTime(DataSource database, InstantSource machine) {
        this.database = database;
        this.machine = machine;
        compare();
    }

    @Override
    public Instant instant() {
        return machine.instant().minus(ahead);
    }

    private void compareFromTimeToTime() {
        while (running) {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            compare();
        }
    }

    /** Goes by what is known where the database does not answer, or not soon enough to tell. */
    private void compare() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            Instant asked = machine.instant();
            try (var row = statement.executeQuery("select clock_timestamp()")) {
                row.next();
                Instant there = row.getObject(1, OffsetDateTime.class).toInstant();
                Instant answered = machine.instant();
                Duration halfway = Duration.between(asked, answered).dividedBy(2);
                if (halfway.compareTo(PRECISION) <= 0) {
                    correct(Duration.between(there, asked.plus(halfway)));
                }
            }
        } catch (SQLException e) {
            log.debug("The database does not tell what time it is", e);
        }
    }

    private void correct(Duration seen) {
        if (seen.minus(ahead).abs().compareTo(PRECISION) <= 0) {
            return;
        }
        ahead = seen.abs().compareTo(PRECISION) <= 0 ? Duration.ZERO : seen;
        if (seen.abs().compareTo(WORTH_A_WORD) > 0) {
            log.warn(
                    "This machine's clock is {} ms {} the database's, by which Florin goes; have both set by NTP",
                    seen.abs().toMillis(),
                    seen.isNegative() ? "behind" : "ahead of");
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("database-time").start(this::compareFromTimeToTime);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before all who ask what time it is. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 9216;
    }
}
