package dev.florin.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;

/** When somebody last proved, in this session, who they are. */
final class Proof {

    /** How long a proof is good for what needs a recent one. */
    static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private static final String ATTRIBUTE = Proof.class.getName();

    private Proof() {}

    static void give(HttpServletRequest request, Instant now) {
        request.getSession().setAttribute(ATTRIBUTE, now);
    }

    static Instant of(HttpServletRequest request) {
        return request.getSession().getAttribute(ATTRIBUTE) instanceof Instant at ? at : Instant.EPOCH;
    }
}
