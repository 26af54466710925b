package dev.florin.merchants;

import dev.florin.kernel.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of an API key: everything but its secret, which nobody has but the merchant.
 *
 * @param keyId {@code key_test_…} or {@code key_live_…}
 * @param expiresAt when it ends because another one takes its place; null if it does not end by itself
 * @param revokedAt when it was revoked; null if it was not
 * @param lastUsedAt null if never; else right to within some seconds
 */
public record ApiKey(
        String keyId,
        Tenant tenant,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    /** Whether a request at {@code now} is let in with it. */
    public boolean isValidAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
