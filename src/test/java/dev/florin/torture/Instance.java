package dev.florin.torture;

import dev.florin.journeys.FlorinJvm;
import dev.florin.platform.EmbeddedPostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of several Florins over one database, at the same address in each of its lives. */
final class Instance implements AutoCloseable {

    private final String name;
    private final Path home;
    private final int port = FlorinJvm.freePort();
    private final TcpProxy toDatabase;
    private final TcpProxy toAcquirer;
    private final Class<?> main;
    private final List<String> arguments;
    private @Nullable FlorinJvm life;
    private int lives;

    /**
     * @param password of Florin's roles in the database
     * @param build which Florin it is
     */
    Instance(String name, Path home, Database database, String password, Acquirer acquirer, Build build) {
        this.name = name;
        this.home = home;
        this.toDatabase = new TcpProxy(database.port());
        this.toAcquirer = new TcpProxy(acquirer.port());
        this.main = build.main();
        this.arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable"
                        .formatted(toDatabase.port(), Database.NAME),
                "--spring.datasource.username=" + EmbeddedPostgresServer.USER,
                "--spring.datasource.password=" + password,
                "--florin.migrations.username=" + EmbeddedPostgresServer.OWNER,
                "--florin.migrations.password=" + password,
                "--spring.datasource.hikari.data-source-properties.ApplicationName=" + name,
                "--florin.merchants.pepper=" + Cluster.PEPPER_IN_BASE64,
                "--florin.webhooks.test-schedule=true",
                "--florin.webhooks.longest-pause=5s",
                // As short as the holds of our faults, so that each meets its time-outs
                "--florin.gateways.sandbox.response-timeout=5s"));
        this.arguments.addAll(build.arguments());
    }

    TcpProxy toDatabase() {
        return toDatabase;
    }

    TcpProxy toAcquirer() {
        return toAcquirer;
    }

    String name() {
        return name;
    }

    URI address() {
        return URI.create("http://localhost:" + port);
    }

    /** Starts it, and returns at once. */
    void start() {
        launch(main);
    }

    /** Starts it with a clock that is an hour ahead, and returns at once. */
    void startAhead() {
        launch(FlorinAhead.class);
    }

    private synchronized void launch(Class<?> main) {
        life = FlorinJvm.launch(
                main,
                port,
                home,
                name + "-" + ++lives,
                URI.create("http://127.0.0.1:" + toAcquirer.port()),
                arguments.toArray(String[]::new));
    }

    void awaitUp() {
        life().awaitUp();
    }

    void kill() {
        life().kill();
    }

    void freeze() {
        life().freeze();
    }

    void thaw() {
        life().thaw();
    }

    private synchronized FlorinJvm life() {
        if (life == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return life;
    }

    @Override
    public synchronized void close() {
        if (life != null) {
            life.thaw();
            life.close();
        }
        toDatabase.close();
        toAcquirer.close();
    }
}
