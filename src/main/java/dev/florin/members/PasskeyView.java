package dev.florin.members;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A passkey as its owner sees it.
 *
 * @param id base64url of the credential's id
 * @param name as they called it
 * @param synced whether it is kept by more than one device
 */
public record PasskeyView(
        String id,
        String name,
        boolean synced,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
