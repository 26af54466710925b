package dev.florin.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.PortalClient;
import dev.florin.Routes;
import dev.florin.Routes.Route;
import dev.florin.audit.Audit;
import dev.florin.audit.Filter;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.members.MemberFixture;
import dev.florin.members.People;
import dev.florin.members.Person;
import dev.florin.members.Role;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who comes through the door and who does not, at every route that there is: what is made tomorrow is tried here without
 * a line more. That nobody comes to what is another merchant's, {@code TenantTests} tries.
 */
@FlorinTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorTests {

    private static final String HOME = "/test/dashboard";

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    People people;

    @Autowired
    Merchants merchants;

    @Autowired
    Audit audit;

    Tenant tenant;
    final Map<Role, Person> members = new EnumMap<>(Role.class);
    final Map<Role, PortalClient> browsers = new EnumMap<>(Role.class);
    Person operator;

    @BeforeAll
    void oneMemberOfEachRole() {
        tenant = MerchantFixture.merchant(merchants).tenant();
        for (Role role : Role.values()) {
            members.put(role, MemberFixture.member(people, tenant.merchant(), role));
            browsers.put(role, signedIn(member(role)));
        }
        operator = MemberFixture.operator(people);
    }

    @TestFactory
    Stream<DynamicTest> everyRouteOfThePortalSaysWhatItRequires() {
        return each(
                Routes.ofPortal(mappings),
                route -> assertThat(required(route))
                        .as("@Requires on %s", route.handler())
                        .isNotNull());
    }

    @TestFactory
    Stream<DynamicTest> eachRoleComesWhereItMayAndNowhereElse() {
        return each(Routes.ofPortal(mappings), route -> {
            for (Role role : Role.values()) {
                HttpResponse<String> reply = visit(role, route);
                if (role.may(required(route).value())) {
                    assertThat(reply.statusCode())
                            .as("%s as %s: %s", route, role, reply.body())
                            .isNotIn(401, 403)
                            .isLessThan(500);
                } else {
                    assertThat(reply.statusCode()).as("%s as %s", route, role).isEqualTo(403);
                    assertThat(reply.body()).contains("This is not for you");
                    assertThatItIsAudited(route, role);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theConsoleIsForThoseWhoRunFlorinAlone() {
        var operating = signedIn(operator);
        return each(Routes.ofConsole(mappings), route -> {
            for (Role role : Role.values()) {
                assertThat(visit(role, route).statusCode())
                        .as("%s as %s", route, role)
                        .isEqualTo(403);
                assertThatItIsAudited(route, role);
            }
            HttpResponse<String> reply =
                    safely(operating.send(route.method().name(), route.ofNothing(), form(operating, route, "/admin")));
            assertThat(reply.statusCode()).as(reply.body()).isNotIn(401, 403).isLessThan(500);
        });
    }

    @Test
    void theConsoleIsClosedHoweverItsAddressIsWritten() {
        for (String path : List.of(
                "/%61dmin",
                "/admin/",
                "/admin/nowhere",
                "/%61dmin/jobs",
                "/dashboard/..%2fadmin",
                "/test/dashboard/../../admin",
                "/test/%61dmin",
                "//admin",
                "/admin;a=b",
                "/ADMIN",
                "/test/admin")) {
            assertThat(browser(Role.OWNER).get(path).statusCode()).as(path).isIn(400, 401, 403, 404);
        }
        assertThat(signedIn(operator).get(HOME).statusCode())
                .as("an operator who is nobody's member")
                .isEqualTo(403);
    }

    @TestFactory
    Stream<DynamicTest> noFormIsTakenWithoutItsToken() {
        return each(changes(), route -> {
            for (PortalClient browser : List.of(browser(Role.OWNER), new PortalClient(port))) {
                for (String token : List.of("", "bad")) {
                    var form = new HashMap<>(route.form());
                    if (!token.isEmpty()) {
                        form.put("_csrf", token);
                    }
                    HttpResponse<String> reply =
                            safely(browser.send(route.method().name(), at(route), form));
                    assertThat(reply.statusCode()).isEqualTo(403);
                    assertThat(reply.body()).contains("This page is too old");
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whoHasNotSignedInIsAskedTo() {
        return each(Stream.concat(Routes.ofPortal(mappings), Routes.ofConsole(mappings)), route -> {
            var nobody = new PortalClient(port);
            String method = route.method().name();
            HttpResponse<String> reply = safely(nobody.send(method, at(route), form(nobody, route, "/sign-in")));
            assertThat(reply.statusCode()).isEqualTo(302);
            assertThat(header(reply, "Location")).isEqualTo("/sign-in"); // wherever the visitor thinks we are

            HttpResponse<String> part =
                    safely(nobody.send(method, at(route), form(nobody, route, "/sign-in"), "HX-Request", "true"));
            assertThat(part.statusCode()).isEqualTo(401);
            assertThat(header(part, "HX-Redirect")).isEqualTo("/sign-in");
            assertThat(part.body()).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> everyPageKeepsThePolicyWhateverBecomesOfIt() {
        return each(
                Stream.of(
                        "/sign-in",
                        "/sign-in?error",
                        "/sign-in/nowhere",
                        HOME,
                        HOME + "/nowhere",
                        "/dashboard",
                        "/dashboard/nowhere",
                        "/admin/nowhere",
                        HOME + "?starting_after=%00",
                        HOME + "/payments?limit=many"),
                path -> safely(browser(Role.OWNER).get(path)));
    }

    @Test
    void whatIsRefusedBeforeTheDoorIsNoPage() {
        for (String path : List.of(HOME + "/payments/%E0%A4", HOME + "/%2e%2e/admin", HOME + ";a=b", HOME + "//x")) {
            var reply = browser(Role.OWNER).get(path);
            assertThat(reply.statusCode()).as(path).isIn(400, 404);
            assertThat(reply.body()).as(path).doesNotContain("<script", "<form");
        }
    }

    @TestFactory
    Stream<DynamicTest> whoAsksForTheMethodsOfAPageIsToldThemAndNoMore() {
        return each(Routes.ofPortal(mappings).filter(Route::isRead), route -> {
            HttpResponse<String> reply = safely(browser(Role.OWNER).send("OPTIONS", at(route), Map.of()));
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(header(reply, "Allow")).contains("GET", "OPTIONS");
            assertThat(reply.body()).isEmpty();
        });
    }

    /** What a scanner tries first, at each route with fields and at some with made-up ones. */
    @TestFactory
    Stream<DynamicTest> whatNoDatabaseKeepsIsRefused() {
        return each(Routes.ofPages(mappings).filter(Route::isRead), route -> {
            var browser = browser(Role.OWNER);
            HttpResponse<String> reply =
                    browser.get(at(route) + "?q=%00&actor=a%00&subject=%00b&status=%00&from=%00&starting_after=%00");
            assertThat(reply.statusCode()).as(reply.body()).isBetween(300, 499);
        });
    }

    @Test
    void whatIsNoIdIsRefusedWithoutAFault() {
        var browser = browser(Role.OWNER);
        for (String id : List.of("none", "1".repeat(100))) {
            var form = browser.withToken(HOME, Map.of("person", id, "role", "support"));
            assertThat(safely(browser.send("POST", HOME + "/team/role", form)).statusCode())
                    .as(id)
                    .isEqualTo(400);
        }
    }

    @Test
    void aSessionsCookieIsKeptFromScriptsAndOtherSites() {
        String cookie = header(new PortalClient(port).get("/sign-in"), "Set-Cookie");

        assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax");
    }

    @Test
    void aSessionHasAnotherNameOnceItIsSomebodys() {
        var browser = new PortalClient(port);
        String before = header(browser.get("/sign-in"), "Set-Cookie");

        HttpResponse<String> reply = browser.post(
                "/sign-in",
                "/sign-in",
                Map.of("email", member(Role.OWNER).email(), "password", MemberFixture.PASSWORD));

        assertThat(header(reply, "Set-Cookie")).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void whoIsSentToSignInIsNotSentElsewhere() {
        var browser = new PortalClient(port);
        browser.get("//evil.example/dashboard");
        HttpResponse<String> reply = browser.post(
                "/sign-in",
                "/sign-in?continue=https://evil.example",
                Map.of(
                        "email",
                        member(Role.OWNER).email(),
                        "password",
                        MemberFixture.PASSWORD,
                        "continue",
                        "https://evil.example"));

        assertThat(header(reply, "Location")).doesNotContain("evil");
    }

    private Stream<Route> changes() {
        return Routes.ofPages(mappings)
                .filter(route -> !route.isRead())
                .filter(route -> !Set.of("/sign-in/stale", UploadLimit.PAGE).contains(route.path()));
    }

    private HttpResponse<String> visit(Role role, Route route) {
        if (browser(role).get(HOME).statusCode() == 302) { // a route before this one ended the session, as it may
            browsers.put(role, signedIn(member(role)));
        }
        return safely(browser(role).send(route.method().name(), at(route), form(browser(role), route, HOME)));
    }

    private Person member(Role role) {
        return Objects.requireNonNull(members.get(role));
    }

    private PortalClient browser(Role role) {
        return Objects.requireNonNull(browsers.get(role));
    }

    private static Map<String, String> form(PortalClient browser, Route route, String page) {
        return route.isRead() ? route.form() : browser.withToken(page, route.form());
    }

    private void assertThatItIsAudited(Route route, Role role) {
        var entry = audit.list(
                        tenant.merchant(),
                        new Filter(member(role).email(), "access.denied", null, null, null),
                        PageQuery.first(1))
                .data()
                .getFirst();
        var done = Objects.requireNonNull(entry.became());
        assertThat(done).containsEntry("method", route.method().name());
        String pattern =
                "(?:/test)?" + route.path().replace("/**", "/.*").replaceAll("\\{[^}]*}", "[^/]+") + "(?:\\?.*)?";
        assertThat(String.valueOf(done.get("path"))).matches(pattern);
        assertThat(entry.origin().ip()).isNotNull();
    }

    private PortalClient signedIn(Person person) {
        return new PortalClient(port).signIn(person.email(), MemberFixture.PASSWORD);
    }

    private static String header(HttpResponse<?> reply, String name) {
        return reply.headers().firstValue(name).orElse("");
    }

    /** In test mode, as a new merchant has no other. */
    private static String at(Route route) {
        return route.path().startsWith("/dashboard") ? "/test" + route.ofNothing() : route.ofNothing();
    }

    private static Requires required(Route route) {
        return Objects.requireNonNull(
                route.handler().getMethodAnnotation(Requires.class), () -> "No @Requires on " + route.handler());
    }

    /** A page's answer, whatever it is, lets a browser do nothing that the policy does not. */
    private static HttpResponse<String> safely(HttpResponse<String> reply) {
        assertThat(header(reply, "Content-Security-Policy")).isEqualTo(PagesSecurity.POLICY);
        assertThat(header(reply, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(reply, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(reply, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(reply, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(reply, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(reply, "Permissions-Policy")).contains("camera=()");
        assertThat(header(reply, "Cache-Control")).contains("no-store");
        assertThat(header(reply, "Server")).isEmpty();
        return reply;
    }

    private static <T> Stream<DynamicTest> each(Stream<T> all, Consumer<T> test) {
        return all.map(one -> DynamicTest.dynamicTest(one.toString(), () -> test.accept(one)));
    }
}
