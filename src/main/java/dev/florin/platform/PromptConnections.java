package dev.florin.platform;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections for the pool, as soon as the database is back. By itself the pool pauses between its tries, twice as long
 * each time and up to five seconds, and takes no connection while it does. Here the first try after a failure comes at
 * once, and the next ones follow ten times a second: the pool has one thread for it, so no more than one is ever made.
 */
final class PromptConnections extends DelegatingDataSource {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Set<String> PASSING = Set.of("57P01", "57P02", "57P03");
    private static final Logger log = LoggerFactory.getLogger(PromptConnections.class);

    /** Before the first connection of all, whoever starts Florin wants to hear what is wrong instead of waiting. */
    private volatile boolean everReached;

    PromptConnections(DataSource target) {
        super(target);
    }

    /** Puts them under the pool, before it is used. */
    static final class Installer implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof HikariDataSource pool && pool.getDataSource() == null && pool.getJdbcUrl() != null) {
                pool.setDataSource(new PromptConnections(new DriverDataSource(
                        pool.getJdbcUrl(),
                        pool.getDriverClassName(),
                        pool.getDataSourceProperties(),
                        pool.getUsername(),
                        pool.getPassword())));
            }
            return bean;
        }
    }

    @FunctionalInterface
    private interface Try {
        Connection connect() throws SQLException;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connect(super::getConnection);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return connect(() -> super.getConnection(username, password));
    }

    private Connection connect(Try attempt) throws SQLException {
        boolean told = false;
        while (true) {
            try {
                Connection connection = attempt.connect();
                everReached = true;
                return connection;
            } catch (SQLException e) {
                if (!everReached || !mayPass(e)) {
                    throw e;
                }
                if (!told) {
                    log.warn("The database cannot be reached, and is tried until it can: {}", e.getMessage());
                    told = true;
                }
                pause(e);
            }
        }
    }

    /** No connection (class 08), or a server that is starting, recovering or stopping (57P01–57P03). */
    private static boolean mayPass(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || PASSING.contains(state);
    }

    /** @throws SQLException if the pool is being closed */
    private static void pause(SQLException failure) throws SQLException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
