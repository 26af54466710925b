package dev.florin.torture;

import dev.florin.platform.EmbeddedPostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A durable PostgreSQL that can be killed and started again, and whose place another can take. */
final class Database implements AutoCloseable {

    static final String NAME = "torture";

    private static final Map<String, String> SETTINGS = Map.of(
            "max_connections", "120",
            "shared_buffers", "64MB",
            "min_wal_size", "64MB",
            "max_wal_size", "192MB",
            "checkpoint_timeout", "1min",
            "wal_keep_size", "128MB", // for a standby that is being made
            "log_checkpoints", "off",
            "synchronous_commit", "on");

    private final Path home;
    private volatile EmbeddedPostgresServer server;
    private volatile int port;

    private Database(Path home, EmbeddedPostgresServer server) {
        this.home = home;
        this.server = server;
        this.port = portOf(server);
    }

    /** Starts one with an empty database. */
    static Database start(Path home) throws SQLException {
        var database = new Database(home, start(home, 0));
        try (var connection = database.server.administer();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists %s with (force)".formatted(NAME));
            statement.execute("create database %s owner %s".formatted(NAME, EmbeddedPostgresServer.OWNER));
        }
        return database;
    }

    /** Starts one on data that are there already. */
    static Database resume(Path home) {
        return new Database(home, start(home, 0));
    }

    private static EmbeddedPostgresServer start(Path home, int port) {
        return EmbeddedPostgresServer.start(new EmbeddedPostgresServer.Settings(home, port, true, SETTINGS));
    }

    Path home() {
        return home;
    }

    Path data() {
        return home.resolve("data");
    }

    int port() {
        return port;
    }

    JdbcConnectionDetails details() {
        return server.connectionTo(NAME);
    }

    Connection administer() throws SQLException {
        return server.administer();
    }

    void execute(String sql) throws SQLException {
        try (var connection = administer();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** {@code kill -9} of all its processes; nothing is written out, and its lock file stays behind. */
    void kill() {
        postmaster().ifPresent(Database::killTree);
        server.close(); // what is left of it: its watchdog and our lock
    }

    private static void killTree(ProcessHandle postmaster) {
        List<ProcessHandle> children = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        postmaster.onExit().join();
        children.forEach(child -> child.onExit().join());
    }

    /** Starts it again where it was; when this returns it takes connections. */
    void restart() {
        server = start(home, port);
    }

    boolean takesConnections() {
        try {
            execute("select 1");
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            Path file = data().resolve("postmaster.pid");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            return ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(file).getFirst().strip()))
                    .filter(process -> process.info()
                            .commandLine()
                            .map(line -> line.contains(data().toString()))
                            .orElse(false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The primary's database, past all proxies; a connection waits for nothing longer than some seconds. */
    static DataSource dataSource(Supplier<Database> primary) {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return getConnection(EmbeddedPostgresServer.USER, "");
            }

            @Override
            public Connection getConnection(String username, String password) throws SQLException {
                var details = primary.get().details();
                var properties = new Properties();
                properties.setProperty("user", username);
                properties.setProperty("password", String.valueOf(details.getPassword()));
                properties.setProperty("connectTimeout", "3");
                properties.setProperty("socketTimeout", "30");
                return DriverManager.getConnection(details.getJdbcUrl(), properties);
            }
        };
    }

    private static int portOf(EmbeddedPostgresServer server) {
        String url = server.connectionTo(NAME).getJdbcUrl();
        return Integer.parseInt(url.replaceFirst(".*:(\\d+)/.*", "$1"));
    }

    @Override
    public void close() {
        server.close();
    }
}
