package dev.florin.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** What a passkey has to answer, kept in the session of whom it was made for: one at a time, good for one answer. */
public final class Challenges {

    private static final String ATTRIBUTE = Challenges.class.getName();

    private Challenges() {}

    public static void keep(String challenge, HttpServletRequest request) {
        request.getSession().setAttribute(ATTRIBUTE, challenge);
    }

    /** The one that is being answered: once, whatever the answer. */
    public static Optional<String> take(HttpServletRequest request) {
        HttpSession session = request.getSession();
        Object challenge = session.getAttribute(ATTRIBUTE);
        session.removeAttribute(ATTRIBUTE);
        return challenge instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
