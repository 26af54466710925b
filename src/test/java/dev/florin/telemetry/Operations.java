package dev.florin.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What docs/operations.md says. */
final class Operations {

    private static final Path FILE = Path.of("docs/operations.md");
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `([a-z]\\w+)` \\| (counter|gauge|histogram|summary) \\| ([^|]*)\\| ([^|]+)\\| ([^|]*)\\|$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    private Operations() {}

    /** @param tags sorted, with commas in between */
    record Metric(String name, String type, String tags, String meaning, String alert) {}

    static List<Metric> metrics() {
        return ROW.matcher(text())
                .results()
                .map(row -> new Metric(
                        row.group(1),
                        row.group(2),
                        row.group(3).strip(),
                        row.group(4).strip(),
                        row.group(5).strip()))
                .toList();
    }

    /** Where links into it can lead, as GitHub makes them of headings. */
    static TreeSet<String> anchors() {
        return HEADING.matcher(text())
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
