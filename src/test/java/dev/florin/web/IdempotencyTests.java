package dev.florin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import dev.florin.kernel.Once;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.Caller;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

/** A request with a key has one effect and one answer, however often it is sent. */
@FlorinTest
@Import(IdempotencyTests.SettableTime.class)
class IdempotencyTests {

    private static final String ORDER = "{\"amount\":500,\"currency\":\"INR\",\"metadata\":{\"a\":\"1\",\"b\":\"2\"}}";

    private static volatile Duration ahead = Duration.ZERO;

    @TestConfiguration(proxyBeanMethods = false)
    static class SettableTime {
        @Bean
        @Primary
        InstantSource settableTime() {
            return () -> InstantSource.system().instant().plus(ahead);
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    IdempotencyKeys keys;

    Keyed merchant;
    ApiClient api;

    @BeforeEach
    void newMerchant() {
        merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
    }

    @AfterEach
    void setTimeRight() {
        ahead = Duration.ZERO;
    }

    @Test
    void theSameRequestGetsTheSameBytes() {
        Reply first = order("k", ORDER);
        Reply second = order("k", ORDER);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.raw().headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertReplayed(second, first);
        assertThat(api.get("/orders").body().path("data").size()).isEqualTo(1);
    }

    @Test
    void outcomesOfPaymentsCapturesAndVoidsAreReplayedToTheByte() {
        String body = ApiClient.payment("4242424242424242", "\"capture\":\"manual\",");
        Reply paid = api.post("/payments", body, "Prefer", "wait=20", "Idempotency-Key", "p");
        assertReplayed(api.post("/payments", body, "Prefer", "wait=20", "Idempotency-Key", "p"), paid);
        assertReplayed(api.post("/payments", body, "Idempotency-Key", "p"), paid);
        String payment = "/payments/" + paid.text("id");
        Reply part = api.post(payment + "/capture", "{\"amount\":100}", "Idempotency-Key", "c");
        assertReplayed(api.post(payment + "/capture", "{\"amount\":100}", "Idempotency-Key", "c"), part);
        Reply rest = api.post(payment + "/void", "{}", "Idempotency-Key", "v");
        assertReplayed(api.post(payment + "/void", "{}", "Idempotency-Key", "v"), rest);
        assertThat(api.get(payment).number("amount_captured")).isEqualTo(100);
        Reply declined = api.post(
                "/payments", ApiClient.payment("4000000000000002", ""), "Prefer", "wait=20", "Idempotency-Key", "d");
        assertReplayed(
                api.post("/payments", ApiClient.payment("4000000000000002", ""), "Idempotency-Key", "d"), declined);
    }

    @Test
    void anotherBodyOrPathIsAnotherRequest() {
        order("k", ORDER);
        Reply other = order("k", ORDER.replace("500", "501"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency_error");
        String first = api.post("/orders", ORDER).text("id");
        String second = api.post("/orders", ORDER).text("id");
        assertThat(cancel(first, "c").status()).isEqualTo(200);
        assertThat(cancel(second, "c").text("code")).isEqualTo("idempotency_error");
        assertThat(cancel(second, "k").text("code")).isEqualTo("idempotency_error");
    }

    @Test
    void spacesAndTheOrderOfFieldsDoNotMatter() {
        Reply first = order("k", ORDER);
        assertReplayed(
                order("k", " {\n \"metadata\": {\"a\":\"1\",\"b\":\"2\"}, \"currency\" : \"INR\", \"amount\":\t500}"),
                first);
        assertReplayed(order("k", ORDER.replace("INR", "\\u0049NR")), first);
    }

    @Test
    void aQuotedKeyIsTheBareOne() {
        Reply bare = order("k-1", ORDER);
        assertReplayed(order("\"k-1\"", ORDER), bare);
        Reply withQuotes = order("a\"b", ORDER);
        assertReplayed(order("\"a\\\"b\"", ORDER), withQuotes);
        assertThat(order("K-1", ORDER).raw().headers().firstValue("Idempotent-Replayed"))
                .isEmpty();
    }

    @Test
    void aKeyBelongsToOneMerchantInOneMode() {
        Reply mine = order("k", ORDER);
        Keyed other = MerchantFixture.merchant(merchants);
        var live = merchants.issueKey(new Tenant(merchant.tenant().merchant(), true));
        var second = merchants.issueKey(merchant.tenant());
        Reply theirs =
                new ApiClient(port, other.keyId(), other.secret()).post("/orders", ORDER, "Idempotency-Key", "k");
        Reply inLive = new ApiClient(port, live.keyId(), live.secret()).post("/orders", ORDER, "Idempotency-Key", "k");
        assertThat(theirs.status()).isEqualTo(201);
        assertThat(inLive.status()).isEqualTo(201);
        assertThat(mine.text("id")).isNotEqualTo(theirs.text("id")).isNotEqualTo(inLive.text("id"));
        Reply bySecondKey =
                new ApiClient(port, second.keyId(), second.secret()).post("/orders", ORDER, "Idempotency-Key", "k");
        assertReplayed(bySecondKey, mine);
    }

    @Test
    void refusalsAreNotKept() {
        assertThat(order("k", "{\"amount\":0,\"currency\":\"INR\"}").status()).isEqualTo(422);
        assertThat(order("k", "{\"amount\":1,\"currency\":\"XXX\"}").status()).isEqualTo(422);
        assertThat(order("k", "{\"amount\":\"1\"}").status()).isEqualTo(400);
        assertThat(order("k", ORDER).status()).isEqualTo(201);
        String paid = api.pay("4242424242424242").text("order_id");
        assertThat(cancel(paid, "c").status()).isEqualTo(409);
        assertThat(cancel(api.post("/orders", ORDER).text("id"), "c").status()).isEqualTo(200);
        String bad = ApiClient.payment("4242424242424241", "");
        assertThat(api.post("/payments", bad, "Idempotency-Key", "p").text("code"))
                .isEqualTo("card_number_invalid");
        assertThat(api.post("/payments", ApiClient.payment("4242424242424242", ""), "Idempotency-Key", "p")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aKeyIsKeptForADayAndThenNewAgain() {
        Reply first = order("k", ORDER);
        ahead = Duration.ofHours(24).minusMinutes(1);
        assertReplayed(order("k", ORDER), first);
        ahead = Duration.ofHours(24).plusSeconds(1);
        Reply next = order("k", ORDER.replace("500", "600"));
        assertThat(next.status()).isEqualTo(201);
        assertThat(next.text("id")).isNotEqualTo(first.text("id"));
        assertReplayed(order("k", ORDER.replace("500", "600")), next);
    }

    @Test
    void oldKeysArePurged() {
        order("old", ORDER);
        ahead = Duration.ofHours(25);
        order("young", ORDER);
        keys.purge(1000);
        assertThat(jdbc.sql("select key from web.idempotency_key where merchant_id = ?")
                        .param(merchant.tenant().merchant())
                        .query(String.class)
                        .list())
                .containsExactly("young");
    }

    @Test
    void aRequestWhoseAnswererDiedIsResumedWhenItsLeaseIsOver() {
        String body = ApiClient.payment("4242424242424242", "");
        Reply begun = api.post("/payments", body, "Idempotency-Key", "p", "Prefer", "wait=20");
        // As a crash between the two transactions leaves it
        jdbc.sql("""
                update web.idempotency_key
                set status = null, body = null, leased_until = ?
                where merchant_id = ? and key = 'p'
                """)
                .params(
                        InstantSource.system().instant().plusSeconds(5).atOffset(java.time.ZoneOffset.UTC),
                        merchant.tenant().merchant())
                .update();
        Reply early = api.post("/payments", body, "Idempotency-Key", "p", "Prefer", "wait=20");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.text("code")).isEqualTo("idempotency_key_in_use");
        assertThat(early.raw().headers().firstValue("Retry-After")).hasValue("1");
        ahead = Duration.ofSeconds(6);
        Reply resumed = api.post("/payments", body, "Idempotency-Key", "p", "Prefer", "wait=20");
        assertThat(resumed.status()).isEqualTo(201);
        assertThat(resumed.text("id")).isEqualTo(begun.text("id"));
        assertThat(resumed.text("status")).isEqualTo("captured");
        assertReplayed(api.post("/payments", body, "Idempotency-Key", "p"), resumed);
        assertThat(api.get("/payments").body().path("data").size()).isEqualTo(1);
    }

    /** The outcome is stored as the answer by whoever commits it, while the one who asks is about to look by itself. */
    @Test
    void whoFindsItsRequestAnsweredMeanwhileIsGivenThatAnswer() {
        var http = new MockHttpServletRequest("POST", "/api/v1/payments");
        http.setAttribute(ApiKeys.ATTRIBUTE, new Caller(merchant.tenant(), merchant.keyId(), 1));
        http.addHeader("Idempotency-Key", "meanwhile");
        Once<String> once = keys.of(http).answer(200, view -> view);
        once.claim(UUID.randomUUID());
        keys.answer(merchant.tenant(), "meanwhile", new IdempotencyKeys.Stored(200, "\"first\""));

        assertThatThrownBy(() -> once.complete("second"))
                .isInstanceOfSatisfying(
                        StoredAnswer.class,
                        stored -> assertThat(stored.body()).asString().isEqualTo("\"first\""));
    }

    @Test
    void withoutAKeyEachRequestIsItsOwn() {
        assertThat(api.post("/orders", ORDER).text("id"))
                .isNotEqualTo(api.post("/orders", ORDER).text("id"));
    }

    private Reply order(String key, String body) {
        return api.post("/orders", body, "Idempotency-Key", key);
    }

    private Reply cancel(String order, String key) {
        return api.post("/orders/" + order + "/cancel", "", "Idempotency-Key", key);
    }

    private static void assertReplayed(Reply replay, Reply first) {
        assertThat(replay.raw().headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(replay.status()).isEqualTo(first.status());
        assertThat(replay.raw().body()).isEqualTo(first.raw().body());
        assertThat(replay.raw().headers().firstValue("Content-Type"))
                .isEqualTo(first.raw().headers().firstValue("Content-Type"));
    }
}
