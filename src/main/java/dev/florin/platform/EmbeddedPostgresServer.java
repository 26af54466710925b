package dev.florin.platform;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL, run by this program from the binaries on its class path, on data that outlives both: what was
 * committed is there after a restart, and after {@code kill -9} of either or both. It listens on the loopback interface
 * alone and asks everybody for a password.
 *
 * <p>Its home holds {@code data} (the cluster, with its log {@code postgres.log}), {@code server-…} (the unpacked
 * binaries) and {@code lock}, which is held while a server runs: there is never more than one on the same data.
 */
public class EmbeddedPostgresServer implements AutoCloseable {

    /** The role that Florin's schemas belong to; it owns the database and nothing else. */
    public static final String OWNER = "florin";

    /** The role that Florin works as: it owns nothing. */
    public static final String USER = "florin_app";

    /** The database that is there from the first start on. */
    public static final String DATABASE = "florin";

    /** For 2–8 cores that PostgreSQL shares with the program. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "shared_buffers", "256MB",
            "max_wal_size", "2GB", // a payment writes several KB of it; rare checkpoints rewrite fewer whole pages
            "checkpoint_timeout", "15min",
            "random_page_cost", "1.1",
            "jit", "off", // compiling costs more than any of our statements
            "log_lock_waits", "on");

    /** For tests: fast, and lost when the machine goes down. */
    private static final Map<String, String> VOLATILE =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off");

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgresServer.class);
    private static final String SUPERUSER = "postgres";
    /** SQLSTATE, PostgreSQL's appendix A. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private static final Duration START_LIMIT = Duration.ofMinutes(2); // recovery from a crash may take a while
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final Settings settings;
    private final Path data;
    private final FileChannel lock;
    private final PostgresPrograms programs;
    private final int port;
    private final String password;
    private final @Nullable Process watchdog;

    /**
     * How to run it.
     *
     * @param home where data and binaries are kept; made if it is not there
     * @param port 0 for a free one
     * @param durable false only for tests: what was committed may then be lost when the machine goes down
     * @param settings of {@code postgresql.conf}, over Florin's own
     */
    @ConfigurationProperties("florin.embedded-postgres")
    public record Settings(
            @DefaultValue("data/postgres") Path home,
            @DefaultValue("0") int port,
            @DefaultValue("true") boolean durable,
            @DefaultValue Map<String, String> settings) {

        /** With an absolute home, as the server's own working directory is another. */
        public Settings {
            home = home.toAbsolutePath().normalize();
        }

        Map<String, String> effective() {
            var effective = new TreeMap<>(DEFAULTS);
            if (!durable) {
                effective.putAll(VOLATILE);
            }
            effective.putAll(settings);
            return effective;
        }
    }

    /**
     * Starts a server, and makes its data where there are none. When this returns, it takes connections. Takes about a
     * quarter of a second, and some seconds for the first time.
     *
     * @throws IllegalStateException saying why it cannot, and what to do about it: there are no binaries for this
     *     machine, or another program is using the same home
     */
    public static EmbeddedPostgresServer start(Settings settings) {
        var archive = PostgresArchive.find()
                .orElseThrow(() -> new DatabaseUnavailable(
                        "There is no database: SPRING_DATASOURCE_URL is not set, and this build carries no PostgreSQL"
                                + " for this machine.",
                        "Set SPRING_DATASOURCE_URL (such as jdbc:postgresql://localhost:5432/florin),"
                                + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.",
                        null));
        try {
            Files.createDirectories(settings.home());
            var lock = lock(settings.home());
            try {
                return new EmbeddedPostgresServer(settings, lock, archive);
            } catch (Throwable t) {
                lock.close();
                throw t;
            }
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "The embedded PostgreSQL in " + settings.home() + " does not start: " + e.getMessage(),
                    "Read " + settings.home().resolve("data/postgres.log")
                            + ", or give Florin a server by SPRING_DATASOURCE_URL.",
                    e);
        }
    }

    private EmbeddedPostgresServer(Settings settings, FileChannel lock, PostgresArchive archive) throws IOException {
        long begun = System.nanoTime();
        this.settings = settings;
        this.lock = lock;
        this.data = settings.home().resolve("data");
        this.programs = new PostgresPrograms(archive.unpackBelow(settings.home()), settings.home());
        stopOrphan();
        if (!Files.exists(data)) {
            createCluster();
        }
        this.password = Files.readString(data.resolve("password"));
        this.port = settings.port() == 0 ? freePort() : settings.port();
        startServer();
        try {
            createUser();
            this.watchdog = startWatchdog();
        } catch (IOException e) {
            stopServer();
            throw e;
        }
        log.info(
                "PostgreSQL is up after {} ms on port {}, its data in {}",
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                port,
                settings.home());
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:%d/%s?sslmode=disable".formatted(port, database);
    }

    /** How {@link #USER} reaches a database of this server. */
    public JdbcConnectionDetails connectionTo(String database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return jdbcUrl(database);
            }

            @Override
            public String getUsername() {
                return USER;
            }

            @Override
            public String getPassword() {
                return password;
            }
        };
    }

    /** How {@link #OWNER} reaches it. */
    public DatabaseOwner ownerOf(String database) {
        return new DatabaseOwner(jdbcUrl(database), OWNER, password);
    }

    /** Where data and binaries are kept. */
    public Path home() {
        return settings.home();
    }

    /** A connection as superuser, for what {@link #USER} may not do, such as making databases. */
    public Connection administer() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"), SUPERUSER, password);
    }

    /** Stops the server after it has written everything out; open connections are cut. */
    @Override
    public void close() {
        try (lock) {
            stopServer();
        } catch (IOException e) {
            log.warn("PostgreSQL did not stop cleanly; the next start will see to it: {}", e.getMessage());
        } finally {
            if (watchdog != null) {
                watchdog.destroyForcibly();
            }
        }
    }

    private static FileChannel lock(Path home) throws IOException {
        var channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isFree(channel)) {
            channel.close();
            throw new DatabaseUnavailable(
                    "Another Florin is using the data in " + home + ".",
                    "Stop it, or give this one a directory of its own by FLORIN_EMBEDDEDPOSTGRES_HOME. For several"
                            + " instances on the same data, run a server and set SPRING_DATASOURCE_URL.",
                    null);
        }
        return channel;
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException _) {
            return false; // held by this very program
        }
    }

    /**
     * After {@code kill -9} of the program its PostgreSQL may live on for a moment: stop it, or no other can start on
     * its data. After a crash of the machine, or in a new container, the process id that it left behind may be anyone's,
     * and PostgreSQL would wrongly hold that process for another server.
     */
    private void stopOrphan() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        if (!isServerOnOurData(Files.readAllLines(pidFile))) {
            Files.deleteIfExists(pidFile);
            return;
        }
        log.warn("Stopping a PostgreSQL that an earlier run left behind");
        try {
            stopServer();
        } catch (IOException e) {
            if (Files.exists(pidFile)) { // or else its watchdog was faster
                throw e;
            }
        }
    }

    private boolean isServerOnOurData(List<String> pidFile) {
        return pidFile.stream()
                .limit(1)
                .map(String::strip)
                .filter(pid -> pid.matches("\\d{1,18}"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .anyMatch(process -> process.info()
                        .commandLine()
                        .map(line -> line.contains(data.toString()))
                        .orElse(true)); // it cannot be told: PostgreSQL shall decide
    }

    /** Makes the cluster aside and moves it into place when it is whole, so that an interrupted start leaves none. */
    private void createCluster() throws IOException {
        Path incomplete = home().resolve("data.incomplete");
        FileSystemUtils.deleteRecursively(incomplete);
        Files.createDirectories(incomplete);
        programs.handOver(incomplete);
        Path passwordFile = writePassword();
        List<String> arguments = new ArrayList<>(List.of("-D", incomplete.toString(), "--no-instructions"));
        arguments.addAll(List.of("-U", SUPERUSER, "-A", "scram-sha-256", "--pwfile", passwordFile.toString()));
        // Collation by code point, the same on every system and for good; names are sorted for people elsewhere
        arguments.addAll(List.of("-E", "UTF8", "--locale", "C", "--locale-provider", "builtin"));
        arguments.addAll(List.of("--builtin-locale", "C.UTF-8", "-c", "timezone=UTC", "-c", "log_timezone=UTC"));
        arguments.addAll(List.of("-c", "listen_addresses=localhost", "-c", "unix_socket_directories="));
        if (!settings.durable()) {
            arguments.add("--no-sync");
        }
        programs.run("initdb", arguments.toArray(String[]::new));
        programs.feed(
                """
                create role %s login password '%s'
                create database %s owner %s
                """.formatted(OWNER, Files.readString(passwordFile), DATABASE, OWNER),
                "postgres",
                "--single",
                "-D",
                incomplete.toString(),
                "postgres");
        Files.move(passwordFile, incomplete.resolve("password"));
        Files.move(incomplete, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path writePassword() throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Path file = home().resolve("password.new");
        Files.deleteIfExists(file);
        Files.createFile(file);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(file, HexFormat.of().formatHex(secret));
        programs.handOver(file);
        return file;
    }

    private void startServer() throws IOException {
        var options = new StringBuilder("-p " + port);
        // pg_ctl hands the options to a shell
        settings.effective().forEach((name, value) -> options.append(" -c '%s=%s'".formatted(name, value)));
        programs.run(
                "pg_ctl",
                "start",
                "-D",
                data.toString(),
                "-l",
                data.resolve("postgres.log").toString(),
                "-w",
                "-t",
                Long.toString(START_LIMIT.toSeconds()),
                "-o",
                options.toString());
    }

    /** A server that is restored from a backup runs for a while before it takes anybody in. */
    private Connection awaitOpen() throws SQLException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                return administer();
            } catch (SQLException e) {
                if (!CANNOT_CONNECT_NOW.equals(e.getSQLState()) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    /** On data of earlier versions, too, which had the owner alone. */
    private void createUser() throws IOException {
        try (var connection = awaitOpen();
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("select from pg_roles where rolname = '%s'".formatted(USER))) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create role %s login password '%s'".formatted(USER, password));
        } catch (SQLException e) {
            throw new IOException("Role %s cannot be made: %s".formatted(USER, e.getMessage()), e);
        }
    }

    private void stopServer() throws IOException {
        programs.run("pg_ctl", stopArguments());
    }

    private String[] stopArguments() {
        return new String[] {
            "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", Long.toString(STOP_LIMIT.toSeconds())
        };
    }

    /** Stops the server when this program dies without closing it: the system then closes its end of the pipe. */
    private @Nullable Process startWatchdog() throws IOException {
        if (!Files.isExecutable(Path.of("/bin/sh"))) {
            return null;
        }
        String script = "trap '' INT TERM HUP; cat > /dev/null; exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "postgres-watchdog"));
        command.addAll(programs.command("pg_ctl", stopArguments()));
        return new ProcessBuilder(command)
                .directory(home().toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
