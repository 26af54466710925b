package dev.florin.benchmark;

import java.nio.file.Path;

/**
 * What to measure, as {@code -Dbench.…} on the command line says; the defaults are in the build's profile {@code bench}.
 *
 * @param jar the Florin to measure
 * @param target where everything is written
 * @param seconds how long each path is measured
 * @param warmup seconds of load before anything is measured
 * @param clients concurrent callers of the closed loop
 * @param merchants over how many merchants the load is spread
 */
record Settings(Path jar, Path target, int seconds, int warmup, int clients, int merchants) {

    static Settings read() {
        return new Settings(
                Path.of(text("jar")),
                Path.of(text("target")),
                number("seconds"),
                number("warmup"),
                number("clients"),
                number("merchants"));
    }

    private static int number(String name) {
        int value = Integer.parseInt(text(name));
        if (value < 1 || value > 10_000) {
            throw new IllegalArgumentException("bench.%s must be from 1 to 10000: %d".formatted(name, value));
        }
        return value;
    }

    private static String text(String name) {
        String value = System.getProperty("bench." + name);
        if (value == null) {
            throw new IllegalArgumentException("Run it by ./mvnw -Pbench verify: bench.%s is missing".formatted(name));
        }
        return value;
    }
}
