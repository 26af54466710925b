package dev.florin.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Who has a session. What they are to whom is not kept in it, but read for each request.
 *
 * @param at since when; null in a session that another version of Florin has begun
 */
record SignedIn(UUID person, @Nullable Instant at) implements Principal, Serializable {

    /** However busy a session is, it ends some day. */
    static final Duration LONGEST = Duration.ofDays(7);

    /** Whoever does nothing for so long has left. */
    static final Duration IDLE = Duration.ofHours(12);

    /** The one of this request, unless it has lasted too long. */
    static Optional<SignedIn> of(HttpServletRequest request, Instant now) {
        return request.getUserPrincipal() instanceof Authentication authentication
                        && authentication.getPrincipal() instanceof SignedIn someone
                        && someone.at != null
                        && now.isBefore(someone.at.plus(LONGEST))
                ? Optional.of(someone)
                : Optional.empty();
    }

    @Override
    public String getName() {
        return person.toString();
    }
}
