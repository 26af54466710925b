package dev.florin.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Measures Florin's money path beside its floor, in one run on one PostgreSQL: {@code ./mvnw -Pbench verify}. It fails
 * where money does not add up, and never for being slow.
 */
final class Benchmark {

    private static final int FLOOR_SECONDS = 10;

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        var settings = Settings.read();
        Path home = Files.createDirectories(settings.target().resolve("benchmark"));
        try (var postgres = Postgres.start(home.resolve("postgres"))) {
            var report = measure(settings, home, postgres);
            report.print(System.out);
            report.write(settings.target().resolve("benchmark.json"));
            if (report.books().verdict() == Books.Verdict.DISAGREE) {
                throw new IllegalStateException("The books disagree: " + report.books());
            }
        }
    }

    private static Report measure(Settings settings, Path home, Postgres postgres) throws Exception {
        var machine = Machine.measure(home);
        var floor = Floor.lay(postgres, settings.merchants());
        var before = measure("floor, before", floor);
        Paths paths;
        Path sandboxLog;
        try (var florin = FlorinProcess.start(settings.jar(), home.resolve("florin"), postgres)) {
            sandboxLog = florin.sandboxLog();
            paths = Paths.drive(settings, postgres, florin);
        }
        var after = measure("floor, after", floor);
        double level = (before.paymentsPerSecond() + after.paymentsPerSecond()) / 2;
        double statements = paths.statements().perPayment();
        var figures = paths.measured().stream()
                .map(path -> Figures.of(path, level, machine.cores(), statements))
                .toList();
        try (var connection = postgres.connect()) {
            var books = Books.read(connection, sandboxLog);
            return new Report(machine, before, after, figures, paths.statements(), books);
        }
    }

    private static Floor.Level measure(String name, Floor floor) throws SQLException {
        say(name);
        var level = floor.measure(FLOOR_SECONDS);
        say("%s: %.0f payments/s".formatted(name, level.paymentsPerSecond()));
        return level;
    }

    /** Tells whoever waits what is going on. */
    static void say(String what) {
        System.out.println("… " + what);
    }
}
