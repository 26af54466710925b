package dev.florin.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import dev.florin.requests.RequestFilter.Outcome;
import dev.florin.requests.Requests.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the API logs, and how it is found again. */
@FlorinTest
class RequestsTests {

    @LocalServerPort
    int port;

    @Autowired
    Requests requests;

    @Autowired
    RequestRepository repository;

    @Autowired
    Merchants merchants;

    @Autowired
    JdbcClient jdbc;

    Keyed merchant;
    Tenant tenant;
    ApiClient api;

    @BeforeEach
    void aMerchant() {
        merchant = MerchantFixture.merchant(merchants);
        tenant = merchant.tenant();
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
    }

    @Test
    void aPaymentIsLoggedWithItsOrderAndWithoutItsCard() throws InterruptedException {
        Reply paid = api.pay("4242424242424242", "Idempotency-Key", "one", "User-Agent", "tests/1");

        RequestView logged = logged(paid);

        assertThat(logged.method()).isEqualTo("POST");
        assertThat(logged.path()).isEqualTo("/api/v1/payments");
        assertThat(logged.route()).isEqualTo("/api/v1/payments");
        assertThat(logged.status()).isEqualTo(201);
        assertThat(logged.code()).isNull();
        assertThat(logged.keyId()).isEqualTo(merchant.keyId());
        assertThat(logged.idempotencyKey()).isEqualTo("one");
        assertThat(logged.replayed()).isFalse();
        assertThat(logged.agent()).isEqualTo("tests/1");
        assertThat(logged.ip()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(logged.took()).isPositive();
        assertThat(logged.payment()).isEqualTo(id("pay", paid.text("id")));
        assertThat(logged.order()).isEqualTo(id("order", paid.text("order_id")));
        assertThat(logged.request()).contains("\"number\":\"424242******4242\"", "\"cvc\":\"***\"");
        assertThat(logged.answer()).contains(paid.text("id"), "\"last4\":\"4242\"");
    }

    @Test
    void aReplayIsSeenToBeOne() throws InterruptedException {
        api.post("/orders", "{\"amount\":1,\"currency\":\"INR\"}", "Idempotency-Key", "twice");
        Reply again = api.post("/orders", "{\"amount\":1,\"currency\":\"INR\"}", "Idempotency-Key", "twice");

        assertThat(logged(again).replayed()).isTrue();
        assertThat(list(new RequestFilter(null, null, null, null, null, true, null, null, null, null)))
                .hasSize(1);
        assertThat(list(new RequestFilter(null, null, null, null, null, null, "twice", null, null, null)))
                .hasSize(2);
    }

    @Test
    void whatIsRefusedIsLoggedWithItsCode() throws InterruptedException {
        Reply refused = api.post("/orders", "{\"amount\":-1,\"currency\":\"INR\"}");
        Reply missing = api.get("/payments/" + TypeId.format("pay", TypeId.next()));
        Reply malformed = api.post("/orders", "{\"amount\":1");

        assertThat(logged(refused).code()).isEqualTo("out_of_bounds");
        assertThat(logged(missing).code()).isEqualTo("payment_not_found");
        assertThat(logged(missing).answer()).contains("payment_not_found");
        assertThat(logged(malformed).request()).isEqualTo("{\"amount\":1 … (no JSON from here on; 11 bytes in all)");
        assertThat(list(outcome(Outcome.FAILED))).hasSize(3);
        assertThat(list(new RequestFilter(null, null, null, null, "payment_not_found", null, null, null, null, null)))
                .hasSize(1);
    }

    @Test
    void anAnswerToAGetIsNotKeptAsItCanBeHadAgain() throws InterruptedException {
        RequestView logged = logged(api.get("/payments?limit=3"));

        assertThat(logged.answer()).isNull();
        assertThat(logged.path()).isEqualTo("/api/v1/payments?limit=3");
    }

    @Test
    void whoComesWithAWrongSecretIsLoggedForTheKeysMerchantButNotWithoutEnd() throws InterruptedException {
        var stranger = new ApiClient(port, merchant.keyId(), "secret_test_wrong");
        List<Reply> refused = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            refused.add(stranger.get("/payments"));
        }
        assertThat(refused.getFirst().status()).isEqualTo(401);

        assertThat(logged(refused.getFirst()).code()).isEqualTo("invalid_api_key");
        logged(api.get("/payments")); // comes after all others
        assertThat(list(outcome(Outcome.REFUSED))).hasSizeLessThan(40);
    }

    @Test
    void aRevokedKeyIsLoggedForItsMerchant() throws InterruptedException {
        merchants.revokeKey(tenant, merchant.keyId());
        assertThat(logged(api.get("/payments")).status()).isEqualTo(401);
    }

    @Test
    void whatChangedAPaymentIsFoundByIt() throws InterruptedException {
        String payment = api.authorize("4242424242424242").text("id");
        api.get("/payments/" + payment);
        api.post("/payments/" + payment + "/capture", "{}");
        Reply refund = api.post("/payments/" + payment + "/refunds", "{\"amount\":1}");
        logged(refund);

        assertThat(requests.of(tenant, id("pay", payment)))
                .extracting(RequestView::path)
                .containsExactly(
                        "/api/v1/payments/" + payment + "/refunds",
                        "/api/v1/payments/" + payment + "/capture",
                        "/api/v1/payments");
        assertThat(requests.of(tenant, id("rfnd", refund.text("id")))).hasSize(1);
        assertThat(requests.of(new Tenant(tenant.merchant(), true), id("pay", payment)))
                .isEmpty();
    }

    @Test
    void listsArePagedBothWays() throws InterruptedException {
        List<RequestId> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.addFirst(RequestId.of(requestId(api.get("/orders?limit=" + (i + 1)))));
        }
        logged(api.get("/balances"));
        var filter = new RequestFilter(null, "GET", "/api/v1/orders", null, null, null, null, null, null, null);

        Found first = requests.list(tenant, filter, PageQuery.first(3));
        assertThat(first.page().data()).extracting(RequestView::id).containsExactlyElementsOf(made.subList(0, 3));
        assertThat(first.page().hasMore()).isTrue();
        var older = new PageQuery(3, made.get(2).value(), null);
        assertThat(requests.list(tenant, filter, older).page().data())
                .extracting(RequestView::id)
                .containsExactlyElementsOf(made.subList(3, 6));
        var newer = new PageQuery(3, null, made.get(6).value());
        assertThat(requests.list(tenant, filter, newer).page().data())
                .extracting(RequestView::id)
                .containsExactlyElementsOf(made.subList(3, 6));
        assertThat(requests.list(tenant, filter, new PageQuery(3, made.get(5).value(), null))
                        .page()
                        .data())
                .hasSize(1);
    }

    @Test
    void aRareRequestIsLookedForInPortions() throws InterruptedException {
        Reply wanted = api.post("/orders", "{\"amount\":1,\"currency\":\"INR\"}");
        for (int i = 0; i < 6; i++) {
            api.get("/orders");
        }
        logged(api.get("/balances"));
        var filter = new RequestFilter(null, "POST", null, null, null, null, null, null, null, null);
        UUID oldest = RequestId.floor(Instant.EPOCH);

        assertThat(repository.list(tenant, filter, oldest, PageQuery.first(5), 4))
                .isEmpty();
        RequestId goOn = repository
                .lookedUpTo(tenant, filter, oldest, PageQuery.first(5), 4)
                .orElseThrow();
        var next = new PageQuery(5, goOn.value(), null);
        assertThat(repository.list(tenant, filter, oldest, next, 4))
                .extracting(RequestView::id)
                .containsExactly(RequestId.of(requestId(wanted)));
        assertThat(repository.lookedUpTo(tenant, filter, oldest, next, 5)).isEmpty();
    }

    @Test
    void nobodyFindsAnothersRequest() throws InterruptedException {
        RequestView mine = logged(api.get("/orders"));
        Tenant other = MerchantFixture.merchant(merchants).tenant();

        assertThatThrownBy(() -> requests.find(other, mine.id())).isInstanceOf(Rejection.class);
        assertThatThrownBy(() -> requests.find(new Tenant(tenant.merchant(), true), mine.id()))
                .isInstanceOf(Rejection.class);
        assertThat(requests.list(other, RequestFilter.ALL, PageQuery.first(10))
                        .page()
                        .data())
                .isEmpty();
    }

    @Test
    void whatIsTooOldIsForgotten() throws InterruptedException {
        RequestView young = logged(api.get("/orders"));
        var old = old(Duration.ofDays(31));
        var older = old(Duration.ofDays(40));
        assertThatThrownBy(() -> requests.find(tenant, old)).isInstanceOf(Rejection.class);

        requests.forget();

        assertThat(list(RequestFilter.ALL)).extracting(RequestView::id).containsExactly(young.id());
        assertThat(repository.find(tenant, older)).isEmpty();
    }

    @Test
    void whateverIsWrittenCanBeWritten() throws InterruptedException {
        Reply odd = api.post(
                "/orders",
                "{\"amount\":1,\"currency\":\"INR\",\"receipt\":\"tab\\t, line\\n, \\\\, \\\"quoted\\\", \\u0000, नमस्ते\"}",
                "User-Agent",
                "back\\slash\\N");

        RequestView logged = logged(odd);
        assertThat(logged.request()).contains("tab\\t, line\\n, \\\\, \\\"quoted\\\"", "नमस्ते");
        assertThat(logged.agent()).isEqualTo("back\\slash\\N");
    }

    /** A row as it would be in the log. */
    private RequestId old(Duration age) {
        UUID id = new UUID(
                RequestId.floor(Instant.now().minus(age)).getMostSignificantBits() | 0x7000,
                TypeId.next().getLeastSignificantBits());
        repository.append(List.of(Line.of(new Exchange(
                id,
                tenant,
                merchant.keyId(),
                "GET",
                "/api/v1/orders",
                null,
                200,
                null,
                Duration.ofMillis(1),
                null,
                false,
                null,
                null,
                null,
                "127.0.0.1"))));
        return new RequestId(id);
    }

    private List<RequestView> list(RequestFilter filter) {
        return requests.list(tenant, filter, PageQuery.first(100)).page().data();
    }

    private static RequestFilter outcome(Outcome outcome) {
        return new RequestFilter(outcome, null, null, null, null, null, null, null, null, null);
    }

    private RequestView logged(Reply reply) throws InterruptedException {
        RequestId id = RequestId.of(requestId(reply));
        for (int i = 0; i < 100; i++) {
            var found = repository.find(tenant, id);
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Not logged within 10 s: " + id);
    }

    private static String requestId(Reply reply) {
        return reply.raw().headers().firstValue("Request-Id").orElseThrow();
    }

    private static UUID id(String prefix, String text) {
        return TypeId.parse(prefix, text).orElseThrow();
    }
}
