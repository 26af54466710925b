package dev.florin.members;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member as the others see them.
 *
 * @param lastSeen when they last asked for a page; null if they never have
 * @param secondFactor whether a password alone does not let them in
 */
public record Member(
        UUID person,
        String name,
        String email,
        Role role,
        Instant joinedAt,
        @Nullable Instant lastSeen,
        boolean secondFactor) {}
