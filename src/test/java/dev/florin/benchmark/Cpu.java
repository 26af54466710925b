package dev.florin.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CPU seconds as Linux counts them under {@code /proc} (proc(5)), in ticks of 10 ms; elsewhere as far as the JDK knows
 * them.
 */
final class Cpu {

    private static final double TICKS_PER_SECOND = 100;

    // Fields of /proc/<pid>/stat, counted from the one after the command's closing parenthesis
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_GONE_CHILDREN = 13;
    private static final int SYSTEM_OF_GONE_CHILDREN = 14;

    private Cpu() {}

    /** Of one process, with all its threads. */
    static double of(long process) {
        return sum(process, USER, SYSTEM);
    }

    /** Of a process and its children, living and gone. */
    static double ofFamily(long parent) {
        double children = ProcessHandle.of(parent).stream()
                .flatMap(ProcessHandle::children)
                .mapToDouble(child -> of(child.pid()))
                .sum();
        return sum(parent, USER, SYSTEM, USER_OF_GONE_CHILDREN, SYSTEM_OF_GONE_CHILDREN) + children;
    }

    /** Of everything that runs on this machine; NaN where that is not told. */
    static double ofMachine() {
        try {
            String[] ticks =
                    Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
            return IntStream.of(1, 2, 3, 6, 7) // user, nice, system, irq, softirq: without idle, iowait and steal
                            .mapToLong(i -> Long.parseLong(ticks[i]))
                            .sum()
                    / TICKS_PER_SECOND;
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    private static double sum(long process, int... fields) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            List<String> values =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return IntStream.of(fields)
                            .mapToLong(i -> Long.parseLong(values.get(i)))
                            .sum()
                    / TICKS_PER_SECOND;
        } catch (IOException _) {
            return ProcessHandle.of(process)
                            .flatMap(handle -> handle.info().totalCpuDuration())
                            .orElse(Duration.ZERO)
                            .toMillis()
                    / 1000.0;
        }
    }
}
