package dev.florin.consistency;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is not as it should be with one subject, gathered one aspect after the other. */
public final class Differences {

    private final Subject subject;
    private final List<Discrepancy> found;

    /** @param found to which they are added */
    public Differences(Subject subject, List<Discrepancy> found) {
        this.subject = subject;
        this.found = found;
    }

    /** Adds a discrepancy unless the two are equal. */
    public void see(String aspect, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            found.add(Discrepancy.of(subject, aspect, expected, actual));
        }
    }
}
