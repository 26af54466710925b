package dev.florin.journeys;

import static org.awaitility.Awaitility.await;

import dev.florin.Florin;
import dev.florin.gateways.sandbox.SandboxProcess;
import dev.florin.platform.EmbeddedPostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL with an empty database, for several Florins. */
final class SharedDatabase implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final String name;
    private final EmbeddedPostgresServer server;

    private SharedDatabase(Path home, String name, EmbeddedPostgresServer server) {
        this.home = home;
        this.name = name;
        this.server = server;
    }

    /** @param home the working directory of the Florins, too */
    static SharedDatabase start(Path home, String name) throws SQLException {
        return start(home, name, Map.of());
    }

    /** @param parameters of PostgreSQL */
    static SharedDatabase start(Path home, String name, Map<String, String> parameters) throws SQLException {
        var server = EmbeddedPostgresServer.start(
                new EmbeddedPostgresServer.Settings(home.resolve("postgres"), 0, false, parameters));
        try (var connection = server.administer();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists %s with (force)".formatted(name));
            statement.execute("create database %s owner %s".formatted(name, EmbeddedPostgresServer.OWNER));
        }
        return new SharedDatabase(home, name, server);
    }

    /** What PostgreSQL writes of itself. */
    Path log() {
        return home.resolve("postgres/data/postgres.log");
    }

    DriverManagerDataSource dataSource() {
        var details = server.connectionTo(name);
        return new DriverManagerDataSource(
                details.getJdbcUrl(), String.valueOf(details.getUsername()), String.valueOf(details.getPassword()));
    }

    /** Until a job that runs when Florin starts has done so. */
    void awaitRun(String job) {
        var jdbc = JdbcClient.create(dataSource());
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("""
                        select count(*) from public.scheduled_tasks
                        where task_name = ? and last_success is not null and not picked
                        """).param(job).query(Integer.class).single() == 1);
    }

    /** Has a job run now, or soon: what is running already would forget that it was asked to run again. */
    void runNow(String job) {
        var jdbc = JdbcClient.create(dataSource());
        await().atMost(PATIENCE).until(() -> jdbc.sql("""
                        update public.scheduled_tasks set execution_time = now() where task_name = ? and not picked
                        """).param(job).update() == 1);
    }

    /** Starts a Florin on it and returns at once. */
    FlorinJvm launch(String instance, SandboxProcess acquirer, String... more) {
        return launch(FlorinJvm.freePort(), instance, acquirer, more);
    }

    /** The same, where callbacks find it. */
    FlorinJvm launch(int port, String instance, SandboxProcess acquirer, String... more) {
        var details = server.connectionTo(name);
        var owner = server.ownerOf(name);
        return FlorinJvm.launch(
                Florin.class,
                port,
                home,
                instance,
                acquirer.address(),
                Stream.concat(
                                Stream.of(
                                        "--spring.datasource.url=" + details.getJdbcUrl(),
                                        "--spring.datasource.username=" + details.getUsername(),
                                        "--spring.datasource.password=" + details.getPassword(),
                                        "--florin.migrations.username=" + owner.username(),
                                        "--florin.migrations.password=" + owner.password()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @Override
    public void close() {
        server.close();
    }
}
