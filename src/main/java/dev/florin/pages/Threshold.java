package dev.florin.pages;

import dev.florin.members.People;
import dev.florin.members.Person;
import dev.florin.members.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;

/** What of somebody who comes in is kept in their session: that they are half-way, and that they are in. */
@Component
class Threshold {

    private static final String HALF_WAY = Threshold.class.getName() + ".halfWay";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final HttpSessionCsrfTokenRepository tokens = new HttpSessionCsrfTokenRepository();
    private final People people;
    private final InstantSource clock;

    Threshold(People people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    /** Whose password was right. */
    private record HalfWay(UUID person, Instant at) implements Serializable {}

    /** Remembers that the password was right, under another session id, for ten minutes. */
    void stop(Person person, HttpServletRequest request) {
        request.getSession();
        request.changeSessionId();
        request.getSession().setAttribute(HALF_WAY, new HalfWay(person.id(), clock.instant()));
    }

    /** Who is half-way; empty if nobody is, or it was too long ago. */
    Optional<UUID> halfWay(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                        && session.getAttribute(HALF_WAY) instanceof HalfWay(var person, var at)
                        && clock.instant().isBefore(at.plus(PATIENCE))
                ? Optional.of(person)
                : Optional.empty();
    }

    /** Begins the session of somebody who has proved who they are, under another id and with another token for forms. */
    String cross(Person person, HttpServletRequest request, HttpServletResponse response) {
        request.getSession();
        request.changeSessionId();
        HttpSession session = request.getSession();
        Instant now = clock.instant();
        session.removeAttribute(HALF_WAY);
        session.setMaxInactiveInterval((int) SignedIn.IDLE.toSeconds());
        session.setAttribute(Sessions.SINCE, now);
        session.setAttribute(Sessions.IP, request.getRemoteAddr());
        session.setAttribute(Sessions.BROWSER, cut(request.getHeader("User-Agent")));
        tokens.saveToken(null, request, response);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(new SignedIn(person.id(), now), null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        Proof.give(request, now);
        return PagesTheyWanted.take(request).orElse(home(person));
    }

    private String home(Person person) {
        return person.admin() && people.memberships(person.id()).isEmpty() ? "/admin" : Modes.LIVE;
    }

    private static String cut(@Nullable String text) {
        return text == null ? "" : text.substring(0, Math.min(300, text.length()));
    }
}
