package dev.florin.torture.checker;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A law that was broken.
 *
 * @param law which
 * @param object the id of what it was broken on; empty where it concerns no single one
 * @param what happened
 * @param history all that is known of the object, for a person to understand it
 */
public record Violation(String law, String object, String what, List<String> history) {

    private static final int LONGEST_LINE = 700;

    /** For people, who find the rest of long lines in the file. */
    @Override
    public String toString() {
        return Stream.concat(Stream.of("%s: %s: %s".formatted(law, object, what)), history.stream())
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
                .collect(Collectors.joining("%n  ".formatted()));
    }
}
