package dev.florin.reconciliation.reading;

import dev.florin.kernel.Rejection;

/** A file of which nothing can be read. */
public final class Unreadable extends Rejection {

    Unreadable(String code, String message) {
        super(Kind.INVALID, code, message, "file");
    }

    static Unreadable empty() {
        return new Unreadable("statement_empty", "The file is empty: there is nothing to read.");
    }

    static Unreadable malformed(Format format, String why) {
        return new Unreadable(
                "statement_malformed",
                "This is not %s as it should be: %s Ask the bank for the file again."
                        .formatted(format.title(), why.endsWith(".") ? why : why + "."));
    }
}
