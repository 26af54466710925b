package dev.florin.journeys;

import dev.florin.ApiClient;
import dev.florin.Florin;
import dev.florin.Leash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Florin as a program of its own, in development's profile, to be killed or frozen. */
public final class FlorinJvm implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(40);

    private final Process process;
    private final Thread lastResort;
    private final Path log;
    private final int port;

    private FlorinJvm(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * Starts one and returns at once.
     *
     * @param home its working directory, where it keeps {@code data}
     * @param name of its log there
     * @param more further arguments, such as {@code --spring.datasource.url=…}
     */
    static FlorinJvm launch(Path home, String name, URI acquirer, String... more) {
        return launch(Florin.class, freePort(), home, name, acquirer, more);
    }

    /**
     * Starts one by another main class than Florin's own, or at an address that is known beforehand.
     *
     * @see #launch(Path, String, URI, String...)
     */
    public static FlorinJvm launch(Class<?> main, int port, Path home, String name, URI acquirer, String... more) {
        try {
            Path log = Files.createDirectories(home).resolve(name + ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    main.getName(),
                    "--spring.profiles.active=dev",
                    "--server.port=" + port,
                    "--florin.sandbox.enabled=false",
                    "--florin.gateways.sandbox.url=" + acquirer,
                    "--springdoc.api-docs.enabled=false"));
            command.addAll(List.of(more));
            Process process = new ProcessBuilder(Leash.on(command))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            return new FlorinJvm(process, log, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it takes requests. */
    public FlorinJvm awaitUp() {
        long deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                if (api().get("/health").status() == 200) {
                    return this;
                }
            } catch (UncheckedIOException e) {
                // not yet
            }
            pause();
        }
        close();
        throw new IllegalStateException("Florin did not start; see " + log);
    }

    /** As the demo merchant. */
    public ApiClient api() {
        return new ApiClient(port);
    }

    int port() {
        return port;
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops it as a long garbage collection or a paused virtual machine does: it neither works nor knows of it. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
        }
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    /** Free at this moment. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
