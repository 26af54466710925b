package dev.florin.members;

import dev.florin.kernel.TypeId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is asked to join, and has not yet.
 *
 * @param merchant null for the console alone
 * @param role what they will be to that merchant; null for the console alone
 * @param invitedBy by whom, as people know them
 */
public record Invitation(
        UUID id,
        @Nullable UUID merchant,
        String email,
        @Nullable Role role,
        String invitedBy,
        Instant sentAt,
        Instant expiresAt) {

    public static final String PREFIX = "inv";

    /** {@code inv_…} */
    public String publicId() {
        return TypeId.format(PREFIX, id);
    }

    public boolean isOverAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
