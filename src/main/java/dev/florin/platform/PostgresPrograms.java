package dev.florin.platform;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code initdb}, {@code pg_ctl} and {@code postgres}, as a user that PostgreSQL accepts: it refuses root. */
final class PostgresPrograms {

    private static final int NOBODY = 65534;
    private static final List<String> AS_UNMAPPED_USER = List.of("unshare", "-U");
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    private final Path binaries;
    private final Path workingDirectory;
    private final List<String> launcher;

    PostgresPrograms(Path binaries, Path workingDirectory) throws IOException {
        this.binaries = binaries;
        this.workingDirectory = workingDirectory;
        this.launcher = launcher();
    }

    private List<String> launcher() throws IOException {
        if (!isRoot()) {
            return List.of();
        }
        if (succeeds(AS_UNMAPPED_USER, "true")) {
            return AS_UNMAPPED_USER;
        }
        if (succeeds(AS_NOBODY, "test", "-x", workingDirectory.toString())) {
            return AS_NOBODY;
        }
        throw new DatabaseUnavailable(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv work for " + workingDirectory + ".",
                "Run Florin as another user, choose a directory that is open to all, or give it a server by"
                        + " SPRING_DATASOURCE_URL.",
                null);
    }

    private boolean isRoot() throws IOException {
        return isPosix() && "root".equals(System.getProperty("user.name"));
    }

    private boolean isPosix() {
        return workingDirectory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Makes the user who runs the programs the owner of {@code path}. */
    void handOver(Path path) throws IOException {
        if (launcher.equals(AS_NOBODY)) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
    }

    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(launcher);
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    void run(String program, String... arguments) throws IOException {
        feed("", program, arguments);
    }

    /**
     * Runs a program to its end.
     *
     * @param input what it reads
     * @throws IOException with all that it wrote, unless it succeeds
     */
    void feed(String input, String program, String... arguments) throws IOException {
        // Into a file: the server inherits it from pg_ctl, and must never wait for somebody to read a pipe
        Path output = Files.createTempFile("florin-" + program, ".log");
        try {
            var process = new ProcessBuilder(command(program, arguments))
                    .directory(workingDirectory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (var writer = process.outputWriter()) {
                writer.write(input);
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(program + " ended with status " + status + ": "
                        + Files.readString(output).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while running " + program, e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean succeeds(List<String> launcher, String... command) {
        List<String> all = new ArrayList<>(launcher);
        all.addAll(List.of(command));
        try {
            var process = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false; // not installed
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
