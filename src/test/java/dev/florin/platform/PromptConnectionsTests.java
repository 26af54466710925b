package dev.florin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class PromptConnectionsTests {

    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private final AtomicInteger tries = new AtomicInteger();
    private final PromptConnections connections = new PromptConnections(new AbstractDataSource() {
        @Override
        public Connection getConnection() throws SQLException {
            tries.incrementAndGet();
            String state = failure.get();
            if (state != null) {
                throw new SQLException("no", state);
            }
            return mock(Connection.class);
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }
    });

    @Test
    void aDatabaseThatWasThereIsTriedUntilItIsBack() throws Exception {
        connections.getConnection().close();
        failure.set("08001");
        var connected = CompletableFuture.supplyAsync(this::connect);
        Thread.sleep(500);
        assertThat(connected).isNotDone();

        failure.set("57P03");
        Thread.sleep(300);
        failure.set(null);

        assertThat(connected).succeedsWithin(Duration.ofSeconds(1));
        assertThat(tries).satisfies(n -> assertThat(n.get()).isBetween(5, 14));
    }

    @Test
    void aDatabaseThatNeverWasThereIsToldAtOnce() {
        failure.set("08001");

        assertThatThrownBy(connections::getConnection).isInstanceOf(SQLException.class);
    }

    @Test
    void whatWillNotPassIsToldAtOnce() throws Exception {
        connections.getConnection().close();
        failure.set("28P01"); // wrong password

        assertThatThrownBy(connections::getConnection).isInstanceOf(SQLException.class);
    }

    @Test
    void aPoolCanBeClosedWhileItWaits() throws Exception {
        var settings = new HikariConfig();
        settings.setDataSource(connections);
        settings.setMinimumIdle(2);
        settings.setConnectionTimeout(1000);
        connections.getConnection().close();
        failure.set("08001");
        settings.setInitializationFailTimeout(-1);
        var pool = new HikariDataSource(settings);
        Thread.sleep(300);

        long begun = System.nanoTime();
        pool.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    }

    private Connection connect() {
        try {
            return connections.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
