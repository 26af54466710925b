package dev.florin.gateways.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.Leash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The sandbox acquirer as a process of its own, to be killed. */
public final class SandboxProcess implements AutoCloseable {

    private static final String READY = "Sandbox acquirer on ";

    private final Process process;
    private final Thread lastResort;
    private final URI address;

    private SandboxProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
        this.lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * Starts one, in test mode and without delay unless {@code more} says otherwise, and returns when it answers.
     *
     * @param port 0 for any
     * @param more further arguments, such as {@code --callback-url=…}
     */
    public static SandboxProcess start(Path log, int port, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SandboxAcquirer.class.getName(),
                "--port=" + port,
                "--log=" + log,
                "--test-mode=true",
                "--test-processing-delay=0"));
        command.addAll(List.of(more));
        try {
            Process process = new ProcessBuilder(Leash.on(command))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader(UTF_8);
            String line = out.readLine();
            if (line == null || !line.startsWith(READY)) {
                throw new IllegalStateException("The acquirer did not start: " + line);
            }
            return new SandboxProcess(process, URI.create(line.substring(READY.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException _) {
            // the program is ending
        }
    }
}
