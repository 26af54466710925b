package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever asks at the same time, and how often: money moves once, and the books agree. */
@FlorinTest
class ConcurrencyTests {

    private static final String GOOD = "4242424242424242";

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    SandboxOptions acquirer;

    @Autowired
    DataSource database;

    MerchantFixture.Keyed merchant;
    ApiClient api;

    @BeforeEach
    void aMerchantOfItsOwn() {
        merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
    }

    @AfterEach
    void theBooksAgree() {
        Truth.of(acquirer.log(), database).about(merchant.tenant()).holds();
    }

    @Test
    void oneKeyIsOnePaymentHoweverManyWaitForIt() {
        String key = ApiClient.key();

        List<Reply> replies = Crowd.of(100, _ -> api.pay(GOOD, "Idempotency-Key", key));

        onePaymentAndItsReplays(replies, "captured");
        assertThat(api.pay(GOOD, "Idempotency-Key", key).raw().body())
                .isEqualTo(replays(replies, "captured").getFirst());
    }

    @Test
    void oneKeyIsOnePaymentHoweverManyBeginItInTheBackground() {
        String key = ApiClient.key();
        String body = ApiClient.payment(GOOD, "");

        List<Reply> replies = Crowd.of(100, _ -> api.post("/payments", body, "Idempotency-Key", key));

        onePaymentAndItsReplays(replies, "pending");
        assertThat(api.post("/payments", body, "Idempotency-Key", key).raw().body())
                .isEqualTo(replays(replies, "pending").getFirst());
    }

    @Test
    void aKeyIsForOneRequestAlone() {
        String key = ApiClient.key();
        Reply paid = api.pay(GOOD, "Idempotency-Key", key);

        for (String other : List.of(
                ApiClient.payment(GOOD, "\"capture\":\"manual\","),
                ApiClient.payment("5555555555554444", ""),
                ApiClient.payment(GOOD, "").replace("50000", "50001"))) {
            Reply refused = api.post("/payments", other, "Idempotency-Key", key);
            assertThat(refused.status()).as(other).isEqualTo(422);
            assertThat(refused.text("code")).isEqualTo("idempotency_error");
        }
        assertThat(api.pay(GOOD, "Idempotency-Key", key).raw().body())
                .isEqualTo(paid.raw().body());
        assertThat(payments()).containsExactly(paid.text("id"));
    }

    @Test
    void anAuthorisationIsCapturedOnceHoweverManyAsk() {
        String payment = api.authorize(GOOD).text("id");

        List<Reply> replies = Crowd.of(100, _ -> api.post("/payments/" + payment + "/capture", "{}"));

        assertThat(replies)
                .filteredOn(r -> r.status() == 200)
                .singleElement()
                .satisfies(r -> assertThat(r.text("status")).isEqualTo("captured"));
        assertThat(replies)
                .filteredOn(r -> r.status() != 200)
                .allSatisfy(r -> assertThat(r.text("code"))
                        .as("%s", r.body())
                        .isIn("capture_in_progress", "payment_not_capturable", "amount_too_large"));
        assertThat(taken(payment)).isEqualTo(50_000);
    }

    @Test
    void ofAHundredCapturesOfAFiftiethHalfSucceed() {
        String payment = api.authorize(GOOD).text("id");

        List<Reply> replies = Crowd.of(100, _ -> api.post("/payments/" + payment + "/capture", "{\"amount\":1000}"));

        assertThat(replies).filteredOn(r -> r.status() == 200).hasSize(50);
        assertThat(replies)
                .filteredOn(r -> r.status() != 200)
                .allSatisfy(r -> assertThat(r.text("code"))
                        .as("%s", r.body())
                        .isIn("payment_not_capturable", "amount_too_large"));
        assertThat(api.get("/payments/" + payment).text("status")).isEqualTo("captured");
        assertThat(taken(payment)).isEqualTo(50_000);
    }

    @RepeatedTest(10)
    void eitherTheCaptureWinsOrTheVoid() {
        String payment = api.authorize(GOOD).text("id");

        List<Reply> replies =
                Crowd.of(2, caller -> api.post("/payments/" + payment + (caller == 0 ? "/capture" : "/void"), "{}"));

        assertThat(replies.stream().map(Reply::status)).containsExactlyInAnyOrder(200, 409);
        boolean captured = replies.getFirst().status() == 200;
        assertThat(api.get("/payments/" + payment).text("status")).isEqualTo(captured ? "captured" : "cancelled");
        assertThat(taken(payment)).isEqualTo(captured ? 50_000 : 0);
    }

    @Test
    void anOrderIsPaidOnceHoweverManyPayIt() {
        String order =
                api.post("/orders", "{\"amount\":50000,\"currency\":\"INR\"}").text("id");
        String body = """
                {"order_id":"%s","card":{"number":"%s","exp_month":12,"exp_year":2030,"cvc":"123"}}""".formatted(order, GOOD);

        List<Reply> replies = Crowd.of(20, _ -> api.post("/payments", body, "Prefer", "wait=20"));

        assertThat(replies)
                .filteredOn(r -> r.status() == 201)
                .singleElement()
                .satisfies(r -> assertThat(r.text("status")).isEqualTo("captured"));
        assertThat(replies).filteredOn(r -> r.status() != 201).allSatisfy(r -> {
            assertThat(r.status()).isEqualTo(409);
            assertThat(r.text("code")).isIn("payment_in_progress", "order_already_paid");
        });
        assertThat(api.get("/orders/" + order).text("status")).isEqualTo("paid");
        assertThat(payments()).hasSize(1);
        assertThat(taken(payments().getFirst())).isEqualTo(50_000);
    }

    private void onePaymentAndItsReplays(List<Reply> replies, String status) {
        assertThat(replies).filteredOn(r -> r.status() != 201).allSatisfy(r -> {
            assertThat(r.status()).as("%s", r.body()).isEqualTo(409);
            assertThat(r.text("code")).isEqualTo("idempotency_key_in_use");
            assertThat(r.raw().headers().firstValue("Retry-After")).isPresent();
        });
        assertThat(replies)
                .filteredOn(r -> r.status() == 201)
                .filteredOn(
                        r -> r.raw().headers().firstValue("Idempotent-Replayed").isEmpty())
                .as("began it")
                .hasSize(1);
        assertThat(replays(replies, status)).as("say the same").hasSize(1);
        assertThat(payments()).containsExactly(id(replies));
        api.awaitDecided(id(replies), Duration.ofSeconds(10));
        assertThat(SandboxLog.read(acquirer.log()).approvals(reference(id(replies))))
                .isEqualTo(1);
    }

    private static List<String> replays(List<Reply> replies, String status) {
        return replies.stream()
                .filter(r -> r.status() == 201)
                .peek(r -> assertThat(r.text("status")).isEqualTo(status))
                .map(r -> r.raw().body())
                .distinct()
                .toList();
    }

    private static String id(List<Reply> replies) {
        return replies.stream()
                .filter(r -> r.status() == 201)
                .findAny()
                .orElseThrow()
                .text("id");
    }

    private List<String> payments() {
        return api.get("/payments?limit=100")
                .body()
                .get("data")
                .valueStream()
                .map(p -> p.get("id").asString())
                .toList();
    }

    private long taken(String payment) {
        return SandboxLog.read(acquirer.log()).charge(reference(payment)).captured();
    }

    private static UUID reference(String payment) {
        return TypeId.parse("pay", payment).orElseThrow();
    }
}
