package dev.florin.alerts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that needs an operator now. It is sent to people and machines outside: no card data, no secrets, and nothing
 * about a customer.
 *
 * @param name of this kind of alert, in kebab-case; stable, as silences and receivers go by it
 * @param key which one of its kind, such as the name of a gateway; empty if there is but one. With the name it identifies
 *     the alert: what is returned again under the same two is the same alert, whatever else has changed about it
 * @param summary one line of at most 200 characters, with the figure that matters
 * @param whatToDo in a sentence or two
 * @param href the page of the console that shows more, such as {@code /admin/jobs}; null if none does
 */
public record Alert(
        String name,
        String key,
        Severity severity,
        String summary,
        String whatToDo,
        @Nullable String href) {

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_LINE = 200;

    public Alert {
        if (!KEBAB_CASE.matcher(name).matches()) {
            throw new IllegalArgumentException("An alert's name is in kebab-case, not " + name);
        }
        if (key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("An alert's key has at most 200 characters: " + key);
        }
        if (href != null && !href.startsWith("/")) {
            throw new IllegalArgumentException("An alert leads to a page of Florin, not to " + href);
        }
        // It becomes the subject of a letter, and figures may make it longer than its author thought
        summary = summary.replaceAll("\\p{Cntrl}+", " ").strip();
        summary = summary.length() > LONGEST_LINE ? summary.substring(0, LONGEST_LINE - 1) + "…" : summary;
    }
}
