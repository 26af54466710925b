package dev.florin.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/** Remembers which page somebody was on the way to when they were asked to sign in; pages alone, never what a form did. */
final class PagesTheyWanted implements RequestCache {

    private static final String ATTRIBUTE = PagesTheyWanted.class.getName();

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String accept = request.getHeader("Accept");
        if ("GET".equals(request.getMethod())
                && !PagesSecurity.isPart(request)
                && accept != null
                && accept.contains("text/html")) {
            request.getSession().setAttribute(ATTRIBUTE, Modes.address(request));
        }
    }

    /** Where somebody was going, for once. */
    static Optional<String> take(HttpServletRequest request) {
        Object address = request.getSession().getAttribute(ATTRIBUTE);
        request.getSession().removeAttribute(ATTRIBUTE);
        return address instanceof String text ? Optional.of(text) : Optional.empty();
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof String address
                ? new SimpleSavedRequest(address)
                : null;
    }

    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null; // nothing of the request is kept but where it went
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        var session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ATTRIBUTE);
        }
    }
}
