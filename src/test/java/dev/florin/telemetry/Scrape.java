package dev.florin.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a collector reads. @param text in the text format of Prometheus */
record Scrape(String text) {

    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z]\\w*)(?:\\{([^}]*)})? (\\S+)$");
    private static final Pattern TAG = Pattern.compile("(\\w+)=\"");

    static Scrape of(int port) {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"));
            return new Scrape(
                    http.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A metric. @param tags sorted, with commas in between */
    record Family(String type, String tags) {}

    /** By name. */
    Map<String, Family> families() {
        Map<String, Family> families = new TreeMap<>();
        FAMILY.matcher(text).results().forEach(family -> {
            String name = family.group(1);
            families.put(name, new Family(family.group(2), String.join(", ", tags(name))));
        });
        return families;
    }

    private TreeSet<String> tags(String family) {
        return SAMPLE.matcher(text)
                .results()
                .filter(sample -> sample.group(1).matches(Pattern.quote(family) + "(_bucket|_count|_sum)?"))
                .map(sample -> sample.group(2) == null ? "" : sample.group(2))
                .flatMap(tags -> TAG.matcher(tags).results().map(tag -> tag.group(1)))
                .filter(tag -> !tag.equals("le") && !tag.equals("quantile"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names that queries use: with {@code _bucket}, {@code _count} and {@code _sum}. */
    TreeSet<String> names() {
        return SAMPLE.matcher(text)
                .results()
                .map(sample -> sample.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The sum of all samples of that name that have all these tags; NaN if one is. */
    double sum(String name, String... tags) {
        return SAMPLE.matcher(text)
                .results()
                .filter(sample -> sample.group(1).equals(name) && has(sample, tags))
                .mapToDouble(sample -> Double.parseDouble(sample.group(3)))
                .sum();
    }

    private static boolean has(MatchResult sample, String... tags) {
        String all = sample.group(2) == null ? "" : sample.group(2);
        for (String tag : tags) {
            if (!all.contains(tag)) {
                return false;
            }
        }
        return true;
    }
}
