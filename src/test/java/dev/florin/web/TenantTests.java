package dev.florin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
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

    String order = "";
    String payment = "";
    String refund = "";
    ApiClient owner;
    ApiClient stranger;
    ApiClient otherMode;

    /** An id for each kind of thing; a route to a new kind makes the test fail until it is here. */
    Map<String, Thing> things;

    record Thing(String id, String unknown) {}

    @BeforeEach
    void twoMerchants() {
        Keyed mine = MerchantFixture.merchant(merchants);
        owner = new ApiClient(port, mine.keyId(), mine.secret());
        Keyed theirs = MerchantFixture.merchant(merchants);
        stranger = new ApiClient(port, theirs.keyId(), theirs.secret());
        var live = merchants.issueKey(new Tenant(mine.tenant().merchant(), true));
        otherMode = new ApiClient(port, live.keyId(), live.secret());
        payment = owner.authorize("4242424242424242").text("id");
        order = owner.post("/orders", "{\"amount\":500,\"currency\":\"INR\"}").text("id");
        refund = owner.post("/payments/" + owner.pay("4242424242424242").text("id") + "/refunds", "{}")
                .text("id");
        String endpoint = owner.post("/webhook-endpoints", "{\"url\":\"http://localhost:9/\"}")
                .text("id");
        String delivery =
                owner.post("/webhook-endpoints/" + endpoint + "/test", "").text("id");
        String event = owner.get("/webhooks/" + delivery).text("event_id");
        things = Map.of(
                "/api/v1/refunds/{id}", new Thing(refund, TypeId.format("rfnd", TypeId.next())),
                "/api/v1/orders/{id}", new Thing(order, TypeId.format("order", TypeId.next())),
                "/api/v1/payments/{id}", new Thing(payment, TypeId.format("pay", TypeId.next())),
                "/api/v1/webhook-endpoints/{id}", new Thing(endpoint, TypeId.format("we", TypeId.next())),
                "/api/v1/webhooks/{id}", new Thing(delivery, TypeId.format("whd", TypeId.next())),
                "/api/v1/events/{id}", new Thing(event, TypeId.format("evt", TypeId.next())));
    }

    @TestFactory
    Stream<DynamicTest> whatIsAnothersIsNotThere() {
        return routes().map(route -> DynamicTest.dynamicTest(route.toString(), () -> {
            Thing thing = things.entrySet().stream()
                    .filter(e -> route.path().startsWith(e.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Write down a sample id for " + route.path()));
            for (ApiClient other : List.of(stranger, otherMode)) {
                var foreign = call(other, route, thing.id());
                var unknown = call(other, route, thing.unknown());
                assertThat(foreign.status()).as(foreign.body().toString()).isEqualTo(404);
                assertThat(withoutIds(foreign, thing.id())).isEqualTo(withoutIds(unknown, thing.unknown()));
            }
        }));
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
        assertThat(owner.get("/orders").body().path("data").size()).isEqualTo(3);
        assertThat(owner.get("/payments").body().path("data").size()).isEqualTo(2);
        String cursor = "?starting_after=" + TypeId.format("pay", TypeId.next());
        for (ApiClient other : List.of(stranger, otherMode)) {
            for (String list : List.of(
                    "/orders",
                    "/payments",
                    "/refunds",
                    "/balances",
                    "/payments" + cursor,
                    "/webhook-endpoints",
                    "/webhooks",
                    "/events")) {
                assertThat(other.get(list).body().path("data").size()).as(list).isZero();
            }
        }
    }

    private static ApiClient.Reply call(ApiClient caller, Route route, String id) {
        String path = route.path().replace("/api/v1", "").replace("{id}", id);
        var request = caller.request(path);
        return caller.send(
                route.method() == RequestMethod.GET
                        ? request.GET()
                        : request.header("Content-Type", "application/json")
                                .method(route.method().name(), BodyPublishers.ofString("{}")));
    }

    private static String withoutIds(ApiClient.Reply reply, String id) {
        return reply.body().toString().replace(id, "…").replace(reply.text("request_id"), "…");
    }

    record Route(RequestMethod method, String path) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private Stream<Route> routes() {
        return routes.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") && path.contains("{"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> new Route(method, path))))
                .sorted(java.util.Comparator.comparing(Route::toString));
    }
}
