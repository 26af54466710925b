package dev.florin.reconciliation.reading;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a statement is written in. */
public enum Format {
    /** Comma-separated values (RFC 4180), by the {@link Columns} of its source. */
    CSV("CSV"),
    /** ISO 20022 {@code camt.053}, any version. */
    CAMT053("CAMT.053"),
    /** SWIFT MT940. */
    MT940("MT940");

    private final String title;

    Format(String title) {
        this.title = title;
    }

    /** As people write it. */
    public String title() {
        return title;
    }

    /** As rows and URLs have it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one by that name; empty if there is none. */
    public static Optional<Format> of(String wire) {
        return Arrays.stream(values())
                .filter(format -> format.wire().equals(wire))
                .findAny();
    }

    /** What the beginning of a file looks like. */
    static Format looked(String beginning) {
        String text = beginning.stripLeading();
        if (text.startsWith("<")) {
            return CAMT053;
        }
        return text.startsWith("{1:") || text.startsWith(":20:") || text.startsWith("{4:") ? MT940 : CSV;
    }
}
