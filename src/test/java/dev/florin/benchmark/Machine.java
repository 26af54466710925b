package dev.florin.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What it all ran on.
 *
 * @param memory GiB
 * @param sync milliseconds that half of the disk's synchronous writes of 8 KiB took at most
 * @param syncAtWorst milliseconds that 99 % took at most
 */
record Machine(int cores, long memory, double sync, double syncAtWorst) {

    private static final int WRITES = 300;

    /** @param directory on the disk that is used */
    static Machine measure(Path directory) throws IOException {
        var syncs = syncs(directory);
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
                syncs.getValueAtPercentile(50) / 1000.0,
                syncs.getValueAtPercentile(99) / 1000.0);
    }

    private static Histogram syncs(Path directory) throws IOException {
        var micros = new Histogram(3);
        Path file = Files.createTempFile(directory, "sync", null);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            for (int i = 0; i < WRITES; i++) {
                channel.write(ByteBuffer.allocate(8192));
                long start = System.nanoTime();
                channel.force(false);
                micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
            }
        }
        return micros;
    }
}
