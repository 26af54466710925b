package dev.florin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Lists are walked page by page in both directions, see each row once, and know what they were asked for. */
@FlorinTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsTests {

    private static final int ROWS = 250;

    @LocalServerPort
    int port;

    RawHttp http;
    ApiClient api;
    String[] credentials;
    String lastOrder = "";

    @BeforeAll
    void manyPayments(@Autowired Merchants merchants) {
        var merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        http = new RawHttp(port);
        credentials = new String[] {"X-Api-Key: " + merchant.keyId(), "X-Api-Secret: " + merchant.secret()};
        List<String> payments =
                IntStream.range(0, ROWS).parallel().mapToObj(this::pay).toList();
        payments.forEach(id -> api.awaitDecided(id, Duration.ofSeconds(60)));
        lastOrder = api.get("/payments/" + payments.getLast()).text("order_id");
    }

    /** Every tenth is declined, and every fiftieth order has a receipt of its own. */
    private String pay(int i) {
        String order =
                api.post("/orders", """
                {"amount":500,"currency":"INR","receipt":"%s"}""".formatted(i % 50 == 0 ? "r-" + i : "r")).text("id");
        return api.post("/payments", """
                {"order_id":"%s","card":{"number":"%s","exp_month":12,"exp_year":2030}}""".formatted(order, i % 10 == 0 ? "4000000000000002" : "4242424242424242"))
                .text("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/payments?limit=100", "/payments?limit=7", "/orders?limit=33"})
    void everyRowIsSeenOnceNewestFirst(String list) {
        List<String> ids = new ArrayList<>();
        Reply page = api.get(list);
        ids.addAll(ids(page));
        while (page.body().path("has_more").asBoolean()) {
            assertThat(page.text("next_cursor")).isEqualTo(ids.getLast());
            page = api.get(list + "&starting_after=" + page.text("next_cursor"));
            ids.addAll(ids(page));
        }
        assertThat(page.body().path("next_cursor").isNull()).isTrue();
        assertThat(ids).hasSize(ROWS).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void aListIsWalkedBackTheSameWay() {
        List<String> all = ids(api.get("/payments?limit=100"));
        String oldest = all.get(99);
        List<String> seen = new ArrayList<>();
        Reply page = api.get("/payments?limit=30&ending_before=" + oldest);
        seen.addAll(0, ids(page));
        assertThat(page.text("next_cursor")).isEqualTo(seen.getFirst());
        while (page.body().path("has_more").asBoolean()) {
            page = api.get("/payments?limit=30&ending_before=" + page.text("next_cursor"));
            seen.addAll(0, ids(page));
        }
        assertThat(seen).isEqualTo(all.subList(0, 99));
    }

    @Test
    void tenAreAPageWhereNothingElseIsSaid() {
        assertThat(ids(api.get("/orders"))).hasSize(10);
        assertThat(ids(api.get("/orders?limit=1"))).hasSize(1);
        assertThat(api.get("/orders").text("object")).isEqualTo("list");
    }

    @Test
    void statusesFilter() {
        assertThat(ids(api.get("/payments?limit=100&status=failed"))).hasSize(ROWS / 10);
        assertThat(statuses("/payments?limit=100&status=captured")).hasSize(100).containsOnly("captured");
        assertThat(statuses("/orders?limit=100&status=attempted"))
                .hasSize(ROWS / 10)
                .containsOnly("attempted");
        assertThat(ids(api.get("/payments?status=expired"))).isEmpty();
    }

    @Test
    void ordersReceiptsAndMethodsFilter() {
        Reply payments = api.get("/payments?order_id=" + lastOrder);
        assertThat(payments.body()
                        .path("data")
                        .valueStream()
                        .map(p -> p.path("order_id").asString()))
                .containsExactly(lastOrder);
        assertThat(ids(api.get("/orders?receipt=r-50"))).hasSize(1);
        assertThat(ids(api.get("/orders?receipt=R-50"))).isEmpty();
        assertThat(ids(api.get("/payments?method=upi"))).isEmpty();
        assertThat(ids(api.get("/payments?method=card&limit=5"))).hasSize(5);
    }

    @Test
    void timesFilterInUnixSecondsWithBracketsAsTheyAre() {
        Reply first = api.get("/payments?limit=1");
        long newest = first.body().path("data").path(0).path("created_at").asLong();
        List<String> later = raw("/api/v1/payments?limit=100&created[gte]=" + newest);
        assertThat(later).isNotEmpty().contains(ids(first).getFirst());
        assertThat(raw("/api/v1/payments?created[gte]=" + (newest + 1))).isEmpty();
        assertThat(raw("/api/v1/payments?limit=100&created[lt]=" + newest)).doesNotContainAnyElementsOf(later);
        assertThat(raw("/api/v1/orders?created%5Blt%5D=1")).isEmpty();
        assertThat(raw("/api/v1/orders?limit=3&created%5Bgte%5D=0&created[lt]=99999999999"))
                .hasSize(3);
    }

    private List<String> raw(String path) {
        var reply = http.send("GET", path, new byte[0], credentials);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json()
                .path("data")
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    private List<String> statuses(String path) {
        return api.get(path)
                .body()
                .path("data")
                .valueStream()
                .map(p -> p.path("status").asString())
                .toList();
    }

    private static List<String> ids(Reply page) {
        assertThat(page.status()).as(page.body().toString()).isEqualTo(200);
        return page.body()
                .path("data")
                .valueStream()
                .map((JsonNode row) -> row.path("id").asString())
                .toList();
    }
}
