package dev.florin.pages;

import dev.florin.audit.Origin;
import dev.florin.kernel.Tenant;
import dev.florin.members.Membership;
import dev.florin.members.People;
import dev.florin.members.Person;
import dev.florin.members.Role;
import dev.florin.merchants.Merchant;
import dev.florin.merchants.Merchants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Finds out who is visiting, and lets them only where they may go. */
@Component
class Admission implements HandlerInterceptor {

    static final String[] PATHS = {"/dashboard", "/dashboard/**", "/admin", "/admin/**"};

    private static final String VISITOR = Visitor.class.getName();
    private static final String MERCHANT = Admission.class.getName() + ".merchant";

    private final People people;
    private final Merchants merchants;
    private final InstantSource clock;

    Admission(People people, Merchants merchants, InstantSource clock) {
        this.people = people;
        this.merchants = merchants;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        Optional<Person> person = person(request);
        if (person.isEmpty()) {
            request.getSession().invalidate(); // shut out since they signed in
            response.sendRedirect("/sign-in");
            return false;
        }
        Visitor visitor = visitor(request, person.get());
        request.setAttribute(VISITOR, visitor);
        if (handler instanceof HandlerMethod method && isOurs(method)) {
            admit(visitor, request, method);
        }
        if (lookingForLiveData(request, visitor)) {
            response.sendRedirect("/test" + Modes.address(request));
            return false;
        }
        return true;
    }

    /** The visitor of a request, once admitted. */
    static Visitor visitor(HttpServletRequest request) {
        return find(request)
                .orElseThrow(() -> new IllegalStateException("Nobody was admitted to " + request.getRequestURI()));
    }

    static Optional<Visitor> find(HttpServletRequest request) {
        return request.getAttribute(VISITOR) instanceof Visitor visitor ? Optional.of(visitor) : Optional.empty();
    }

    /** Turns to another merchant, for the rest of the session. */
    static void choose(HttpServletRequest request, UUID merchant) {
        request.getSession().setAttribute(MERCHANT, merchant);
    }

    private Optional<Person> person(HttpServletRequest request) {
        return SignedIn.of(request, clock.instant()).flatMap(someone -> people.find(someone.person()));
    }

    private Visitor visitor(HttpServletRequest request, Person person) {
        List<Membership> memberships = people.memberships(person.id());
        Membership chosen = chosen(request, memberships);
        Optional<Merchant> merchant = Optional.ofNullable(chosen).flatMap(it -> merchants.find(it.merchant()));
        boolean live = !Modes.isTest(request);
        return new Visitor(
                person,
                memberships,
                chosen == null ? null : new Tenant(chosen.merchant(), live),
                merchant.map(Merchant::name).orElse(""),
                merchant.map(Merchant::timezone).orElse(ZoneOffset.UTC),
                chosen == null ? null : chosen.role(),
                live ? Modes.LIVE : Modes.TEST,
                Proof.of(request),
                origin(request));
    }

    private static @Nullable Membership chosen(HttpServletRequest request, List<Membership> memberships) {
        Object merchant = request.getSession().getAttribute(MERCHANT);
        return memberships.stream()
                .filter(membership -> membership.merchant().equals(merchant))
                .findFirst()
                .orElse(memberships.isEmpty() ? null : memberships.getFirst());
    }

    static Origin origin(HttpServletRequest request) {
        return new Origin(request.getRemoteAddr(), request.getHeader("User-Agent"), MDC.get("request"));
    }

    private void admit(Visitor visitor, HttpServletRequest request, HandlerMethod handler) {
        if (isOfConsole(request)) {
            if (!visitor.person().admin()) {
                throw new Denied("This is for those who run Florin.");
            }
            return;
        }
        Requires required = handler.getMethodAnnotation(Requires.class);
        Role role = visitor.role();
        if (role == null && (required == null || !required.evenOfNobody())) {
            throw new Denied("You are not a member of any merchant. Ask one to invite you.");
        }
        if (required == null || (role != null && !role.may(required.value()))) {
            throw new Denied("Your role is %s, which may not do this. An owner or administrator of %s can change that."
                    .formatted(role == null ? "none" : role.title(), visitor.merchantName()));
        }
        if (required.recently() && visitor.provedAt().isBefore(clock.instant().minus(Proof.GOOD_FOR))) {
            throw new ProofNeeded();
        }
    }

    /** And not Spring's own answer to {@code OPTIONS}, which tells the methods of a page and no more. */
    private static boolean isOurs(HandlerMethod handler) {
        return handler.getBeanType().getName().startsWith("dev.florin.");
    }

    /** A merchant that is not live has nothing to show there. */
    private boolean lookingForLiveData(HttpServletRequest request, Visitor visitor) {
        return "GET".equals(request.getMethod())
                && !isOfConsole(request)
                && visitor.live()
                && !PagesSecurity.isPart(request)
                && !merchants.isLive(visitor.tenant().merchant());
    }

    /** By the path as handlers are found by it: decoded, so that {@code /%61dmin} is none of the portal's. */
    private static boolean isOfConsole(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals("/admin") || path.startsWith("/admin/");
    }
}
