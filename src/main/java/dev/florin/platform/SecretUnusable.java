package dev.florin.platform;

import java.util.Locale;

/** A secret of this installation is missing or malformed, so that nothing can start. Never repeats what was set. */
final class SecretUnusable extends IllegalStateException {

    private final String problem;
    private final String action;

    /** @param property where the secret belongs, such as {@code florin.vault.master-key} */
    static SecretUnusable at(String property, String problem) {
        var variable = property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        return new SecretUnusable(
                property + " " + problem,
                "Set %s to the output of 'openssl rand -base64 32', the same for every instance, and keep a copy apart from the database."
                        .formatted(variable));
    }

    private SecretUnusable(String problem, String action) {
        super(problem + " " + action);
        this.problem = problem;
        this.action = action;
    }

    String problem() {
        return problem;
    }

    String action() {
        return action;
    }
}
