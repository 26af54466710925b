package dev.florin.merchants;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What results of the checkout are signed with, in clear.
 *
 * @param secret {@code sgn_test_…} or {@code sgn_live_…}; signs now
 * @param next the one that takes its place; null if there is none on its way
 */
public record SigningSecret(String secret, @Nullable Next next) {

    /** @param from when it begins to sign in the place of the other */
    public record Next(String secret, Instant from) {
        @Override
        public String toString() {
            return "Next[from=" + from + "]";
        }
    }

    @Override
    public String toString() {
        return "SigningSecret[next=" + next + "]";
    }
}
