package dev.florin.docs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What samples are written in; on a page one of them is chosen for all. */
public enum SampleLanguage {
    BASH("curl"),
    JAVA("Java"),
    JS("Node"),
    PYTHON("Python"),
    PHP("PHP");

    private final String title;

    SampleLanguage(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** As it stands behind the three backticks, and in URLs. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The language that {@link #wire()} wrote; empty if there is none. */
    public static Optional<SampleLanguage> of(String wire) {
        return Arrays.stream(values())
                .filter(language -> language.wire().equals(wire))
                .findFirst();
    }
}
