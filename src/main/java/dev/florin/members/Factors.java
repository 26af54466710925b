package dev.florin.members;

/**
 * What somebody has beside their password.
 *
 * @param app whether they have an app for codes
 * @param passkeys how many
 * @param recoveryCodes how many of them are still unused
 */
public record Factors(boolean app, int passkeys, int recoveryCodes) {

    /** Whether a password alone does not let them in. */
    public boolean any() {
        return app || passkeys > 0;
    }
}
