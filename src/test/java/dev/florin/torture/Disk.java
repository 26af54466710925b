package dev.florin.torture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small disk for the database alone, where the machine allows one to be mounted; it is in memory, and can be full. */
final class Disk implements AutoCloseable {

    private static final String SIZE = "1536m";

    private final Path mounted;
    private final boolean small;
    private final @Nullable Process watchdog;

    private Disk(Path mounted, boolean small, @Nullable Process watchdog) {
        this.mounted = mounted;
        this.small = small;
        this.watchdog = watchdog;
    }

    /** Mounts one at {@code place}, or makes a directory there. */
    static Disk at(Path place) throws IOException {
        Files.createDirectories(place);
        if (!succeeds(List.of("mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=755", "tmpfs", place.toString()))) {
            return new Disk(place, false, null);
        }
        // Unmounts it when this program ends, however it does: the system then closes its end of the pipe
        var watchdog = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "trap '' INT TERM HUP; cat > /dev/null; sleep 1; umount -l \"$0\"",
                        place.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Disk(place, true, watchdog);
    }

    Path path() {
        return mounted;
    }

    /** Whether it can be filled without filling the machine's own. */
    boolean isSmall() {
        return small;
    }

    /** Leaves not a byte. */
    void fill() throws IOException {
        try (var filler = FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var zeros = ByteBuffer.allocateDirect(1 << 20);
            for (int size = 1 << 20; size >= 1 << 12; ) {
                zeros.clear().limit(size);
                try {
                    filler.write(zeros);
                } catch (IOException _) { // no space for so much
                    size /= 2;
                }
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return mounted.resolve("filler");
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false; // not installed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (watchdog != null) {
            watchdog.destroyForcibly();
            succeeds(List.of("umount", "-l", mounted.toString()));
        }
    }
}
