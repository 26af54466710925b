package dev.florin.torture;

import dev.florin.torture.checker.Judgement;
import dev.florin.torture.checker.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run has shown.
 *
 * @param recoveries how long each took, by fault; nothing where none was measured
 * @param faults how many there were, by kind
 * @param notAvailable faults that this machine does not allow, and why
 */
public record Report(
        long seed,
        Judgement judgement,
        Map<String, Long> faults,
        Map<String, String> notAvailable,
        Map<String, List<Duration>> recoveries) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** So many are printed; the file has all. */
    private static final int PRINTED = 20;

    /** Milliseconds. */
    record Recovery(long p50, long p99, long max) {

        static Recovery of(List<Duration> all) {
            List<Long> sorted = all.stream().map(Duration::toMillis).sorted().toList();
            return new Recovery(
                    sorted.get((sorted.size() - 1) / 2),
                    sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
                    sorted.getLast());
        }
    }

    /** Writes {@code torture.json}, for programs. */
    public void write(Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seed", seed);
        all.put("verdict", verdict());
        all.put("acknowledged", judgement.acknowledged());
        all.put("faults", new TreeMap<>(faults));
        all.put("faults_not_available", notAvailable);
        all.put("violations", judgement.violations());
        all.put("recovery_ms", recovery());
        all.put("answers", judgement.answers());
        all.put("unknown", judgement.unknown());
        Files.writeString(file, JSON.writeValueAsString(all));
    }

    private String verdict() {
        return judgement.verdict().name().toLowerCase(java.util.Locale.ROOT);
    }

    private Map<String, Recovery> recovery() {
        return recoveries.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> Recovery.of(one.getValue()), (one, _) -> one, TreeMap::new));
    }

    /** For people. */
    @Override
    public String toString() {
        var text = new StringBuilder("%nThe torture test: %s, with seed %d%n".formatted(verdict(), seed));
        judgement.unknown().forEach(why -> text.append("%n  %s%n".formatted(why)));
        text.append("%n  %-24s %8s%n".formatted("acknowledged", "times"));
        judgement.acknowledged().forEach((kind, times) -> text.append("  %-24s %8d%n".formatted(kind, times)));
        text.append("%n  %-24s %8s%n".formatted("answer", "times"));
        judgement
                .answers()
                .forEach((status, times) ->
                        text.append("  %-24s %8d%n".formatted(status == 0 ? "none" : "HTTP " + status, times)));
        text.append("%n  %-28s %8s %9s %9s %9s%n".formatted("fault", "times", "p50 ms", "p99 ms", "max ms"));
        Map<String, Recovery> recovery = recovery();
        new TreeMap<>(faults).forEach((fault, times) -> {
            Recovery one = recovery.get(fault);
            text.append(
                    one == null
                            ? "  %-28s %8d%n".formatted(fault, times)
                            : "  %-28s %8d %9d %9d %9d%n".formatted(fault, times, one.p50, one.p99, one.max));
        });
        notAvailable.forEach((fault, why) -> text.append("  %-28s not available: %s%n".formatted(fault, why)));
        text.append("%n  %d violations%n".formatted(judgement.violations().size()));
        judgement.violations().stream()
                .collect(Collectors.groupingBy(Violation::law, TreeMap::new, Collectors.counting()))
                .forEach((law, times) -> text.append("  %-48s %8d%n".formatted(law, times)));
        judgement.violations().stream()
                .limit(PRINTED)
                .forEach(violation ->
                        text.append("%n%s%n".formatted(violation.toString().indent(2))));
        return text.append("%n  again: ./mvnw -Ptorture verify -Dtorture.seed=%d%n".formatted(seed))
                .toString();
    }
}
