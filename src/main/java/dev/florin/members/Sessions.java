package dev.florin.members;

import dev.florin.audit.Origin;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where people are signed in. Sessions are rows, so that any instance knows them, and an ended one is ended everywhere. */
@Component
public class Sessions {

    /** Attributes of a session, set when somebody signs in. */
    public static final String SINCE = "since";

    public static final String IP = "ip";
    public static final String BROWSER = "browser";

    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final Trail trail;

    Sessions(FindByIndexNameSessionRepository<? extends Session> sessions, Trail trail) {
        this.sessions = sessions;
        this.trail = trail;
    }

    /**
     * Those of one person, the last used first.
     *
     * @param current the id of the one that asks
     */
    public List<SessionView> list(UUID person, String current) {
        return of(person).stream()
                .map(session -> view(session, current))
                .sorted(Comparator.comparing(SessionView::lastSeen).reversed())
                .toList();
    }

    /** Ends one; does nothing if it has ended, or is another person's. */
    @Transactional
    public void end(Person person, String handle, Origin origin) {
        for (Session session : of(person.id())) {
            if (handle(session).equals(handle)) {
                sessions.deleteById(session.getId());
                trail.of(person, origin, "session.end");
            }
        }
    }

    /** Ends all but the one that asks. */
    @Transactional
    public void endOthers(Person person, String current, Origin origin) {
        if (endOthers(person.id(), current)) {
            trail.of(person, origin, "session.end_others");
        }
    }

    boolean endOthers(UUID person, String current) {
        var others = of(person).stream()
                .map(Session::getId)
                .filter(id -> !id.equals(current))
                .toList();
        others.forEach(sessions::deleteById);
        return !others.isEmpty();
    }

    void endAll(UUID person) {
        of(person).stream().map(Session::getId).forEach(sessions::deleteById);
    }

    private Collection<? extends Session> of(UUID person) {
        return sessions.findByPrincipalName(person.toString()).values();
    }

    private static SessionView view(Session session, String current) {
        Instant since = session.getAttribute(SINCE) instanceof Instant at ? at : session.getCreationTime();
        return new SessionView(
                handle(session),
                session.getAttribute(IP),
                session.getAttribute(BROWSER),
                since,
                session.getLastAccessedTime(),
                session.getId().equals(current));
    }

    private static String handle(Session session) {
        return HexFormat.of().formatHex(Tokens.hash(session.getId()), 0, 12);
    }
}
