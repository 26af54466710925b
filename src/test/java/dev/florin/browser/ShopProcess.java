package dev.florin.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The sample shop as people start it, from its source, on a free port. */
final class ShopProcess implements AutoCloseable {

    private static final Pattern OPEN = Pattern.compile("The shop is open at http://localhost:(\\d+),.*");

    private final Process process;
    private final int port;

    private ShopProcess(Process process) throws IOException {
        this.process = process;
        BufferedReader out = process.inputReader();
        String first = out.readLine();
        var open = OPEN.matcher(first == null ? "" : first);
        if (!open.matches()) {
            close();
            throw new IllegalStateException("The shop did not open: " + first);
        }
        this.port = Integer.parseInt(open.group(1));
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {})); // lest it waits for a reader
    }

    static ShopProcess launch(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "samples/shop/Shop.java",
                "--port=0"));
        command.addAll(List.of(options));
        return new ShopProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** On the site that Florin is on as well. */
    String url() {
        return "http://localhost:" + port;
    }

    /** On another site, for which browsers have stricter rules. */
    String otherSite() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
