package dev.florin.platform;

import org.jspecify.annotations.Nullable;

/** Florin cannot start, for want of a database; it tells the operator what to do about it. */
final class DatabaseUnavailable extends IllegalStateException {

    private final String action;

    /** @param action what the operator can do */
    DatabaseUnavailable(String problem, String action, @Nullable Throwable cause) {
        super(problem, cause);
        this.action = action;
    }

    String problem() {
        return String.valueOf(getMessage());
    }

    String action() {
        return action;
    }
}
