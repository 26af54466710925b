package dev.florin.benchmark;

import dev.florin.Leash;
import dev.florin.platform.DatabaseOwner;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/** Florin as it is deployed: its jar, in a process of its own, with the sandbox answering at once. */
final class FlorinProcess implements AutoCloseable {

    /** Under which it hashes the secrets of API keys. */
    static final byte[] PEPPER = new byte[32];

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Process process;
    private final int port;
    private final Path log;

    private FlorinProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** @param home its working directory, where it keeps {@code data}; emptied first, as the database is new too */
    static FlorinProcess start(Path jar, Path home, Postgres postgres) throws IOException, InterruptedException {
        FileSystemUtils.deleteRecursively(home);
        Path log = Files.createDirectories(home).resolve("florin.log");
        int port = freePort();
        var builder = new ProcessBuilder(Leash.on(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseCompactObjectHeaders", // as the Dockerfile has it: JEP 519
                        "-jar",
                        jar.toString())))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()));
        builder.environment().putAll(environment(port, postgres.details(), postgres.owner()));
        var florin = new FlorinProcess(builder.start(), port, log);
        florin.awaitReady();
        return florin;
    }

    private static Map<String, String> environment(int port, JdbcConnectionDetails database, DatabaseOwner owner)
            throws IOException {
        return Map.ofEntries(
                Map.entry("FLORIN_MERCHANTS_PEPPER", Base64.getEncoder().encodeToString(PEPPER)),
                Map.entry("FLORIN_SANDBOX_PORT", Integer.toString(freePort())),
                Map.entry("SPRING_PROFILES_ACTIVE", "dev"),
                Map.entry("SPRING_DATASOURCE_URL", database.getJdbcUrl()),
                Map.entry("SPRING_DATASOURCE_USERNAME", String.valueOf(database.getUsername())),
                Map.entry("SPRING_DATASOURCE_PASSWORD", String.valueOf(database.getPassword())),
                Map.entry("FLORIN_MIGRATIONS_USERNAME", owner.username()),
                Map.entry("FLORIN_MIGRATIONS_PASSWORD", owner.password()),
                Map.entry("SERVER_PORT", Integer.toString(port)),
                Map.entry("TEST_MODE", "true"),
                Map.entry("TEST_PROCESSING_DELAY", "0"));
    }

    int port() {
        return port;
    }

    /** Where the sandbox acquirer keeps its facts. */
    Path sandboxLog() {
        return log.resolveSibling("data/sandbox/facts.jsonl");
    }

    long pid() {
        return process.pid();
    }

    private void awaitReady() throws InterruptedException {
        Instant deadline = Instant.now().plus(START);
        try (var http = new KeepAlive(port)) {
            while (process.isAlive() && Instant.now().isBefore(deadline)) {
                try {
                    http.post("/api/v1/orders", "", "{}"); // any answer will do: without a key, 401
                    return;
                } catch (IOException _) {
                    Thread.sleep(100);
                }
            }
        }
        close();
        throw new IllegalStateException("Florin did not start; see " + log);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
