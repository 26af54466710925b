package dev.florin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.PortalClient;
import dev.florin.Possessions;
import dev.florin.Routes;
import dev.florin.Routes.Route;
import dev.florin.audit.Origin;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.members.Invitations;
import dev.florin.members.MemberFixture;
import dev.florin.members.People;
import dev.florin.members.Role;
import dev.florin.members.Sessions;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import dev.florin.settlements.SettlementView;
import dev.florin.settlements.Settlements;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Nobody sees or touches what is another merchant's, or of the other mode: it is as if it did not exist. */
@FlorinTest
class TenantTests {

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Autowired
    Merchants merchants;

    @Autowired
    People people;

    @Autowired
    Invitations invitations;

    @Autowired
    Sessions sessions;

    @Autowired
    Settlements settlements;

    String order = "";
    String payment = "";
    ApiClient owner;
    ApiClient stranger;
    ApiClient otherMode;
    Keyed mine;
    Keyed theirs;

    /** What the owner has, a thing of each kind. */
    Possessions possessions;

    @BeforeEach
    void twoMerchants() {
        mine = MerchantFixture.merchant(merchants);
        owner = new ApiClient(port, mine.keyId(), mine.secret());
        theirs = MerchantFixture.merchant(merchants);
        stranger = new ApiClient(port, theirs.keyId(), theirs.secret());
        var live = merchants.issueKey(new Tenant(mine.tenant().merchant(), true));
        otherMode = new ApiClient(port, live.keyId(), live.secret());
        possessions = Possessions.of(owner);
        possessions = possessions.and("stl", settled().id().toString());
        payment = possessions.of("pay");
        order = possessions.of("order");
    }

    /** What was just captured can be settled in a moment. */
    private SettlementView settled() {
        return await().until(() -> settlements.settleNow(mine.tenant()), made -> !made.isEmpty())
                .getFirst();
    }

    @TestFactory
    Stream<DynamicTest> whatIsAnothersIsNotThere() {
        return each(Routes.ofApi(routes).filter(Route::namesSomething), route -> {
            String id = possessions.of(route.kind());
            String unknownId = Routes.unknown(route.kind());
            for (ApiClient other : List.of(stranger, otherMode)) {
                var foreign = call(other, route.of(id), route);
                var unknown = call(other, route.of(unknownId), route);
                assertThat(foreign.status()).as(foreign.body().toString()).isEqualTo(404);
                assertThat(withoutIds(foreign, id)).isEqualTo(withoutIds(unknown, unknownId));
            }
        });
    }

    /** By people who may do everything at their own merchant; and by the owner's own, among live data. */
    @TestFactory
    Stream<DynamicTest> norIsThereAPageOfIt() {
        var strangers = MemberFixture.member(people, theirs.tenant().merchant(), Role.OWNER);
        var owners = MemberFixture.member(people, mine.tenant().merchant(), Role.OWNER);
        var elsewhere = new PortalClient(port).signIn(strangers.email(), MemberFixture.PASSWORD);
        var inLive = new PortalClient(port).signIn(owners.email(), MemberFixture.PASSWORD);
        var atHome = new PortalClient(port).signIn(owners.email(), MemberFixture.PASSWORD);
        return each(ofThings(), route -> {
            if (route.isRead()) {
                // Or else nothing is shown by what follows; what was asked of the API is logged a little later
                await().until(() -> atHome.get("/test" + route.of(possessions.of(route.kind())))
                                .statusCode()
                        == 200);
            }
            assertThatItIsNotThere(elsewhere, "/test", route);
            assertThatItIsNotThere(inLive, "", route);
        });
    }

    private Stream<Route> ofThings() {
        return Routes.ofPortal(routes)
                .filter(Route::namesSomething)
                .filter(route -> !route.kind().equals(Routes.NOBODYS));
    }

    private void assertThatItIsNotThere(PortalClient browser, String prefix, Route route) {
        String id = possessions.of(route.kind());
        String unknownId = Routes.unknown(route.kind());
        var form = route.isRead() ? route.form() : browser.withToken("/test/dashboard", route.form());
        var foreign = browser.send(route.method().name(), prefix + route.of(id), form);
        var unknown = browser.send(route.method().name(), prefix + route.of(unknownId), form);
        assertThat(foreign.statusCode())
                .as("%s%s: %s", prefix, route.of(id), foreign.body())
                .isEqualTo(404);
        assertThat(withoutIds(foreign.body(), id)).isEqualTo(withoutIds(unknown.body(), unknownId));
    }

    /** People, invitations and sessions are named by the fields of forms. */
    @TestFactory
    Stream<DynamicTest> norIsItReachedByAForm() {
        var strangers = MemberFixture.member(people, theirs.tenant().merchant(), Role.OWNER);
        var owners = MemberFixture.member(people, mine.tenant().merchant(), Role.OWNER);
        var elsewhere = new PortalClient(port).signIn(strangers.email(), MemberFixture.PASSWORD);
        var atHome = new PortalClient(port).signIn(owners.email(), MemberFixture.PASSWORD);
        var invited =
                invitations.invite(mine.tenant().merchant(), "new@example.com", Role.SUPPORT, owners, Origin.NONE);
        var had = possessions
                .and("person", owners.id().toString())
                .and("inv", invited.invitation().publicId())
                .and("session", sessions.list(owners.id(), "").getFirst().handle());
        return each(ofForms(), route -> {
            var named = route.names().orElseThrow();
            var foreign = sent(elsewhere, route, named.field(), had.of(named.kind()));
            var unknown = sent(elsewhere, route, named.field(), Routes.unknown(named.kind()));
            assertThat(foreign.statusCode()).as(foreign.body()).isEqualTo(unknown.statusCode());
            assertThat(withoutIds(foreign.body(), had.of(named.kind())))
                    .isEqualTo(withoutIds(unknown.body(), had.of(named.kind())));
            assertThat(atHome.get("/test/dashboard/team").body())
                    .as("after %s", route)
                    .contains(owners.email(), "new@example.com");
        });
    }

    private Stream<Route> ofForms() {
        return Routes.ofPortal(routes)
                .filter(route -> route.names()
                        .filter(named -> !named.kind().equals(Routes.NOBODYS))
                        .isPresent());
    }

    private static HttpResponse<String> sent(PortalClient browser, Route route, String field, String id) {
        var form = new HashMap<>(browser.withToken("/test/dashboard", route.form()));
        form.put(field, id);
        return browser.send(route.method().name(), "/test" + route.path(), form);
    }

    @Test
    void nothingThatStrangersTriedHasChangedAnything() {
        stranger.post("/payments/" + payment + "/capture", "{}");
        otherMode.post("/payments/" + payment + "/void", "{}");
        stranger.post("/orders/" + order + "/cancel", "{}");
        assertThat(owner.get("/payments/" + payment).text("status")).isEqualTo("authorized");
        assertThat(owner.get("/orders/" + order).text("status")).isEqualTo("created");
    }

    @Test
    void anotherMerchantsOrderCannotBePaidNorItsCardUsed() {
        String token = owner.get("/payments/" + payment).text("token");
        assertThat(token).startsWith("tok_");
        for (ApiClient other : List.of(stranger, otherMode)) {
            assertThat(other.post("/payments", """
                    {"order_id":"%s","card":{"number":"4242424242424242","exp_month":12,"exp_year":2030}}""".formatted(order)).text("code"))
                    .isIn("order_not_found", "no_gateway");
            assertThat(other.post("/payments", """
                    {"amount":1,"currency":"INR","token":"%s"}""".formatted(token)).text("code"))
                    .isEqualTo("token_not_found");
        }
    }

    @Test
    void listsShowTheirOwnersRowsAlone() {
        assertThat(owner.get("/orders").body().path("data").size()).isEqualTo(4);
        assertThat(owner.get("/payments").body().path("data").size()).isEqualTo(3);
        String cursor = "?starting_after=" + TypeId.format("pay", TypeId.next());
        for (ApiClient other : List.of(stranger, otherMode)) {
            for (String list : List.of(
                    "/orders",
                    "/payments",
                    "/refunds",
                    "/disputes",
                    "/balances",
                    "/settlements",
                    "/payments" + cursor,
                    "/webhook-endpoints",
                    "/webhooks",
                    "/events")) {
                assertThat(other.get(list).body().path("data").size()).as(list).isZero();
            }
        }
    }

    private static ApiClient.Reply call(ApiClient caller, String path, Route route) {
        boolean takesFile = Stream.of(route.handler().getMethod().getParameterTypes())
                .anyMatch(MultipartFile.class::isAssignableFrom);
        if (takesFile) {
            return caller.upload(path.replace("/api/v1", ""), "slip.pdf", "%PDF-1.7".getBytes(), null);
        }
        var request = caller.request(path.replace("/api/v1", ""));
        return caller.send(
                route.isRead()
                        ? request.GET()
                        : request.header("Content-Type", "application/json")
                                .method(route.method().name(), BodyPublishers.ofString("{}")));
    }

    private static String withoutIds(ApiClient.Reply reply, String id) {
        return reply.body().toString().replace(id, "…").replace(reply.text("request_id"), "…");
    }

    /** Requests' ids, tokens of forms and when somebody was last seen differ as well. */
    private static String withoutIds(String page, String id) {
        return page.replace(id, "…")
                .replaceAll("req_\\w+", "…")
                .replaceAll("(name=\"_csrf\" value=\")[^\"]*", "$1…")
                .replaceAll("<time [^>]*>[^<]*</time>", "…");
    }

    private static Stream<DynamicTest> each(Stream<Route> routes, Consumer<Route> test) {
        return routes.map(route -> DynamicTest.dynamicTest(route.toString(), () -> test.accept(route)));
    }
}
