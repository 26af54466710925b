package dev.florin.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import dev.florin.gateways.CallbackFixture;
import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * The acquirer inside Florin tells Florin over HTTP what became of payments. Where it is not said otherwise it refuses
 * to be asked, so that nothing else can have brought the payment to its end.
 */
@FlorinTest
@TestPropertySource(properties = {"florin.gateways.breaker.window=5000", "florin.gateways.breaker.minimum-calls=5000"})
@ExtendWith(OutputCaptureExtension.class)
class CallbackJourneyTests {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final String SUCCESS_AFTER_DECLINE = "4000090000000151";

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    DataSource database;

    @Autowired
    SandboxAcquirer acquirer;

    @Autowired
    SandboxOptions sandbox;

    JdbcClient jdbc;
    SandboxTalk talk;
    ApiClient api;
    Tenant tenant;

    @BeforeEach
    void aMerchantWhoseAcquirerCannotBeAsked() {
        jdbc = JdbcClient.create(database);
        talk = new SandboxTalk(acquirer.address());
        var merchant = MerchantFixture.merchant(merchants);
        tenant = merchant.tenant();
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        fault("refuse", "inquire", 0, null);
    }

    @AfterEach
    void allIsWell() {
        talk.control("DELETE", "faults", "");
        talk.control("POST", "settings", "{\"delay_ms\":0}");
    }

    void fault(String fault, String operation, int times, @Nullable Integer delay) {
        var told = talk.control("POST", "faults", """
                {"match":{"operation":"%s"},"fault":"%s","times":%d,"delay_ms":%s}""".formatted(operation, fault, times, delay));
        assertThat(told.http()).as("%s", told).isEqualTo(200);
    }

    /** Something that brings a payment to its end after it was answered. */
    enum Step {
        THE_ISSUER_APPROVES("captured"),
        THE_ISSUER_DECLINES("failed"),
        A_CODE_IS_PAID("captured"),
        IT_SUCCEEDS_LATE("captured");

        final String end;

        Step(String end) {
            this.end = end;
        }
    }

    String begin(Step step) {
        return switch (step) {
            case THE_ISSUER_APPROVES, THE_ISSUER_DECLINES ->
                open(api.post("/payments", ApiClient.payment("4000002500003155", ""), "Prefer", "wait=20"));
            case A_CODE_IS_PAID -> {
                talk.control("POST", "settings", "{\"delay_ms\":60000}");
                yield open(api.post(
                        "/payments",
                        "{\"amount\":50000,\"currency\":\"INR\",\"upi\":{\"flow\":\"qr\"}}",
                        "Prefer",
                        "wait=20"));
            }
            case IT_SUCCEEDS_LATE -> {
                fault("late_success", "authorize", 1, 700);
                yield open(api.post("/payments", ApiClient.payment("4242424242424242", "")));
            }
        };
    }

    static String open(Reply begun) {
        assertThat(begun.text("status")).as("%s", begun.body()).isIn("requires_action", "pending", "processing");
        return begun.text("id");
    }

    void act(Step step, String payment) {
        UUID reference = Acquirer.reference(payment);
        switch (step) {
            case THE_ISSUER_APPROVES -> talk.browse("POST", "/3ds/" + reference, "outcome=approve");
            case THE_ISSUER_DECLINES -> talk.browse("POST", "/3ds/" + reference, "outcome=fail");
            case A_CODE_IS_PAID -> talk.control("POST", "upi/" + reference + "/approve", "");
            case IT_SUCCEEDS_LATE -> {}
        }
    }

    /** What happens to the callbacks; each fault for as many of them as given, 0 for all. */
    static Stream<Arguments> ways() {
        record Way(
                String name,
                @Nullable String fault,
                int times,
                @Nullable Integer delay) {}
        return Stream.of(
                        new Way("as they should", null, 0, null),
                        new Way("twice", "callback_doubled", 0, null),
                        new Way("late", "callback_delayed", 0, 1200),
                        new Way("the first one last", "callback_reordered", 1, 1500),
                        new Way("never, but the acquirer can be asked", "callback_lost", 0, null))
                .flatMap(way -> Stream.of(Step.values())
                        .map(step -> Arguments.of(step, way.name(), way.fault(), way.times(), way.delay())));
    }

    @ParameterizedTest(name = "{0}, callbacks come {1}")
    @MethodSource("ways")
    void howeverCallbacksComeThePaymentEndsTheSame(
            Step step, String how, @Nullable String fault, int times, @Nullable Integer delay) {
        boolean lost = "callback_lost".equals(fault);
        if (lost) {
            talk.control("DELETE", "faults", "");
        }
        if (fault != null) {
            fault(fault, "authorize", times, delay);
        }
        String payment = begin(step);
        act(step, payment);

        Reply ended = api.awaitDecided(payment, PATIENCE);
        awaitAllHeard(lost ? 0 : 1);

        assertThat(ended.text("status")).as(how).isEqualTo(step.end);
        assertThat(events(payment, "authorized", "captured", "failed"))
                .containsExactlyElementsOf(
                        step.end.equals("captured") ? List.of("authorized", "captured") : List.of("failed"));
        assertThat(audited(payment) > 0).as("in the audit trail").isEqualTo(!lost);
        holds();
    }

    @Test
    void capturesAndVoidsAreHeardOfToo() {
        String captured = api.authorize("4242424242424242").text("id");
        String voided = api.authorize("4242424242424242").text("id");
        fault("late_success", "capture", 1, 700);
        fault("late_success", "void", 1, 700);
        Reply capturing =
                api.post("/payments/" + captured + "/capture", "{\"amount\":20000,\"final\":true}", "Prefer", "wait=1");
        Reply voiding = api.post("/payments/" + voided + "/void", "{}", "Prefer", "wait=1");
        assertThat(capturing.status()).as("%s", capturing.body()).isEqualTo(200);
        assertThat(voiding.status()).as("%s", voiding.body()).isEqualTo(200);

        await().atMost(PATIENCE)
                .until(() ->
                        status(captured).equals("captured") && status(voided).equals("cancelled"));
        awaitAllHeard(4);

        assertThat(events(captured, "captured")).hasSize(1);
        assertThat(events(voided, "voided")).hasSize(1);
        holds();
    }

    @Test
    void whatProvesNothingChangesNothing() {
        String payment = begin(Step.THE_ISSUER_APPROVES);
        UUID reference = Acquirer.reference(payment);
        awaitAllHeard(1);
        int before = version(payment);
        String body = CallbackFixture.approved("cb_forged", tenant, reference);
        String secret = SandboxOptions.DEFAULT_CALLBACK_SECRET;

        assertThat(CallbackFixture.send(port, body, CallbackFixture.sign(body.getBytes(UTF_8), Instant.now(), "no"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(CallbackFixture.send(
                                port,
                                body,
                                CallbackFixture.sign(
                                        body.getBytes(UTF_8), Instant.now().minusSeconds(3600), secret))
                        .statusCode())
                .isEqualTo(401);
        send(CallbackFixture.authorization(event(), tenant, reference, "reviewed", ""));
        send("{\"reference\":\"%s\",\"status\":\"approved\"".formatted(reference));
        send(CallbackFixture.approved(event(), new Tenant(tenant.merchant(), true), reference));
        send(CallbackFixture.approved(event(), new Tenant(TypeId.next(), false), reference));
        await().atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from gateways.callback where subject = :id and state = 'orphaned'",
                                reference)
                        == 2);

        assertThat(status(payment)).isEqualTo("requires_action");
        assertThat(version(payment)).isLessThanOrEqualTo(before + 1); // that it cannot be asked about is noted once
        act(Step.THE_ISSUER_APPROVES, payment);
        assertThat(api.awaitDecided(payment, PATIENCE).text("status")).isEqualTo("captured");
        holds();
    }

    @Test
    void whatIsKnownAlreadyWritesNothing() {
        String payment = begin(Step.THE_ISSUER_APPROVES);
        act(Step.THE_ISSUER_APPROVES, payment);
        api.awaitDecided(payment, PATIENCE);
        awaitAllHeard(2);
        int version = version(payment);
        int audited = audited(payment);
        UUID reference = Acquirer.reference(payment);

        send(CallbackFixture.approved(event(), tenant, reference));
        send(CallbackFixture.authorization(event(), tenant, reference, "pending", ""));
        send(CallbackFixture.authorization(event(), tenant, reference, "declined", ",\"code\":\"card_declined\""));
        awaitAllHeard(5);

        assertThat(version(payment)).isEqualTo(version);
        assertThat(audited(payment)).isEqualTo(audited);
        assertThat(status(payment)).isEqualTo("captured");
        holds();
    }

    @Test
    void aCaptureThatFlorinDidNotAskForIsNobodysAndChangesNothing() {
        String payment = api.authorize("4242424242424242").text("id");
        UUID reference = Acquirer.reference(payment);
        talk.call("POST", "/v1/captures", """
                {"reference":"%s","authorization":"%s","amount":100,"last":false,"account":"%s/test"}""".formatted(TypeId.next(), reference, tenant.merchant()));

        await().atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from gateways.callback where subject = :id and state = 'orphaned'",
                                reference)
                        == 1);
        assertThat(status(payment)).isEqualTo("authorized");
    }

    /** Giving it back is another story; here it must neither be lost sight of nor be taken for a payment. */
    @Test
    void aSuccessAfterADeclineIsNotedAndToldToAnOperatorAndIsNoPayment(CapturedOutput log) {
        Reply declined = api.pay(SUCCESS_AFTER_DECLINE);
        assertThat(declined.text("status")).as("%s", declined.body()).isEqualTo("failed");
        String payment = declined.text("id");

        await().atMost(PATIENCE).until(() -> log.getOut().contains(payment + " of merchant " + tenant.merchant()));
        awaitAllHeard(2);

        assertThat(log.getOut()).contains("has failed, but sandbox says now that it approved it for 500.00 INR");
        assertThat(events(payment, "late_success")).hasSize(1);
        assertThat(status(payment)).isEqualTo("failed");
        await().atMost(PATIENCE).until(() -> events(payment, "refunded").size() == 1);
        assertThat(status(payment)).isEqualTo("failed");
        var charge = SandboxLog.read(sandbox.log()).charge(Acquirer.reference(payment));
        assertThat(charge.captured()).isEqualTo(50_000);
        assertThat(charge.refunded()).as("given back by itself, once").isEqualTo(50_000);
        var refund = api.get("/payments/" + payment + "/refunds").body().at("/data/0");
        assertThat(refund.get("automatic").asBoolean()).isTrue();
        assertThat(refund.get("status").asString()).isEqualTo("processed");
        holds();
    }

    private void holds() {
        Truth.of(sandbox.log(), database).about(tenant).holds();
    }

    private void send(String body) {
        assertThat(CallbackFixture.send(port, body).statusCode()).isEqualTo(200);
    }

    private static String event() {
        return "cb_" + UUID.randomUUID();
    }

    /** Until at least so many callbacks have come, and each of the merchant's is done. */
    private void awaitAllHeard(int atLeast) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(count("select count(*) from gateways.callback where merchant_id = :id", tenant.merchant()))
                    .isGreaterThanOrEqualTo(atLeast);
            assertThat(count(
                            "select count(*) from gateways.callback where merchant_id = :id and state <> 'done'",
                            tenant.merchant()))
                    .isZero();
        });
    }

    private String status(String payment) {
        return api.get("/payments/" + payment).text("status");
    }

    private int version(String payment) {
        return count("select count(*) from payments.event where payment_id = :id", Acquirer.reference(payment));
    }

    private List<@Nullable String> events(String payment, String... types) {
        return jdbc.sql("select type from payments.event where payment_id = :id and type = any (:types) order by seq")
                .param("id", Acquirer.reference(payment))
                .param("types", types)
                .query(String.class)
                .list();
    }

    private int audited(String payment) {
        return count(
                "select count(*) from gateways.exchange where subject = :id and operation = 'callback'",
                Acquirer.reference(payment));
    }

    private int count(String sql, UUID id) {
        return jdbc.sql(sql).param("id", id).query(Integer.class).single();
    }
}
