package dev.florin.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sample receiver as merchants start it, from its source, on a free port. */
final class ReceiverProcess implements AutoCloseable {

    private static final String LISTENING = "Listening on ";

    private final Process process;
    private final BufferedReader out;
    private final URI uri;

    private ReceiverProcess(Process process) throws IOException {
        this.process = process;
        this.out = process.inputReader();
        String first = out.readLine();
        if (first == null || !first.startsWith(LISTENING)) {
            close();
            throw new IllegalStateException("The receiver did not start: " + first);
        }
        this.uri = URI.create(first.substring(LISTENING.length()));
    }

    static ReceiverProcess launch(String... options) {
        List<String> all = new ArrayList<>(List.of("--port=0"));
        all.addAll(List.of(options));
        try {
            return new ReceiverProcess(start(Map.of(), all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one with the variables that are given, whatever ours are, and without waiting for it. */
    static Process start(Map<String, String> variables, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "samples/receiver/Receiver.java"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("PORT", "WEBHOOK_SECRET"));
        builder.environment().putAll(variables);
        return builder.start();
    }

    URI uri() {
        return uri;
    }

    /** Stops it, and tells what it said since it started. */
    List<String> said() {
        process.toHandle().destroy(); // Process.destroy would throw away what is not read yet
        return out.lines().toList();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
