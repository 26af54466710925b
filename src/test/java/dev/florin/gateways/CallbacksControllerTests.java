package dev.florin.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.FlorinTest;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** What comes to the door of the acquirers, and what of it is kept. */
@FlorinTest
class CallbacksControllerTests {

    static final GatewayId SANDBOX = new GatewayId("sandbox");

    @LocalServerPort
    int port;

    @Autowired
    CallbackRepository callbacks;

    @Autowired
    Gateways gateways;

    @Autowired
    MeterRegistry meters;

    final String event = "cb_" + TypeId.next();
    final Tenant tenant = new Tenant(TypeId.next(), false);

    CallbackView stored() {
        return callbacks.find(new CallbackKey(SANDBOX, event)).orElseThrow();
    }

    double counted(String result) {
        var counter = meters.find("florin.gateways.callbacks")
                .tags("gateway", "sandbox", "result", result)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    static void isProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(new JsonMapper().readTree(answer.body()).get("code").asString())
                .isEqualTo(code);
    }

    @Test
    void aCallbackIsStoredOnceHoweverOftenItComes() {
        String body = CallbackFixture.approved(event, tenant, TypeId.next());
        double before = counted("duplicate");

        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = IntStream.range(0, 8)
                    .mapToObj(_ -> senders.submit(
                            () -> CallbackFixture.send(port, body).statusCode()))
                    .toList();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isEqualTo(200));
        }

        assertThat(stored().type()).isEqualTo("authorization.approved");
        assertThat(stored().tenant()).isEqualTo(tenant);
        assertThat(stored().body()).isEqualTo(body);
        assertThat(counted("duplicate")).isEqualTo(before + 7);
    }

    @Test
    void aForgeryIsCountedRefusedAndNotKept() {
        String body = CallbackFixture.approved(event, tenant, TypeId.next());
        double before = counted("forged");

        isProblem(CallbackFixture.send(port, body, "t=1,v1=00"), 401, "callback_signature_invalid");
        String other = CallbackFixture.sign(body.getBytes(UTF_8), Instant.now(), "whoever");
        isProblem(CallbackFixture.send(port, body, other), 401, "callback_signature_invalid");
        String ofAnother = CallbackFixture.sign(
                body.replace("approved", "declined").getBytes(UTF_8),
                Instant.now(),
                SandboxOptions.DEFAULT_CALLBACK_SECRET);
        isProblem(CallbackFixture.send(port, body, ofAnother), 401, "callback_signature_invalid");

        assertThat(counted("forged")).isEqualTo(before + 3);
        assertThat(callbacks.find(new CallbackKey(SANDBOX, event))).isEmpty();
    }

    @Test
    void aRecordingIsCountedRefusedAndNotKept() {
        String body = CallbackFixture.approved(event, tenant, TypeId.next());
        double before = counted("stale");
        for (long seconds : new long[] {-310, 310}) {
            String signature = CallbackFixture.sign(
                    body.getBytes(UTF_8), Instant.now().plusSeconds(seconds), SandboxOptions.DEFAULT_CALLBACK_SECRET);
            isProblem(CallbackFixture.send(port, body, signature), 401, "callback_stale");
        }

        assertThat(counted("stale")).isEqualTo(before + 2);
        assertThat(callbacks.find(new CallbackKey(SANDBOX, event))).isEmpty();
    }

    @Test
    void whomFlorinDoesNotSpeakToIsNotHeard() {
        isProblem(CallbackFixture.send(port, "nobody", new byte[0], ""), 404, "gateway_not_found");
        isProblem(CallbackFixture.send(port, "No-Body", new byte[0], ""), 404, "gateway_not_found");
    }

    @Test
    void whatIsTooLargeIsNotRead() {
        isProblem(CallbackFixture.send(port, "sandbox", new byte[64 * 1024 + 1], ""), 413, "body_too_large");
    }

    @Test
    void whatFlorinDoesNotKnowIsKept() {
        String body = "{\"id\":\"%s\",\"type\":\"mandate.created\",\"data\":{\"reason\":\"fraud\"}}".formatted(event);

        assertThat(CallbackFixture.send(port, body).statusCode()).isEqualTo(200);

        assertThat(stored().state()).isEqualTo(CallbackState.UNKNOWN_TYPE);
        assertThat(stored().type()).isEqualTo("mandate.created");
        assertThat(stored().body()).isEqualTo(body);
        assertThat(gateways.unheardCallbacks(100))
                .extracting(CallbackView::event)
                .contains(event);
    }

    @Test
    void whatMakesNoSenseIsKeptOnceAndMasked() {
        String body = "card=4242 4242 4242 4242, cvc=123, \0 of " + event;

        assertThat(CallbackFixture.send(port, body).statusCode()).isEqualTo(200);
        assertThat(CallbackFixture.send(port, body).statusCode()).isEqualTo(200);

        assertThat(gateways.unheardCallbacks(100))
                .filteredOn(it -> it.body().contains(event))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.state()).isEqualTo(CallbackState.UNREADABLE);
                    assertThat(it.event()).startsWith("sha256:").hasSize(71);
                    assertThat(it.body()).isEqualTo("card=424242******4242, cvc=***, \uFFFD of " + event);
                    assertThat(it.error()).isNotBlank();
                });
    }

    @Test
    void whatNamesNoAccountIsKeptAsNobodys() {
        String body = CallbackFixture.approved(event, tenant, TypeId.next())
                .replace(tenant.merchant().toString(), "somebody");

        assertThat(CallbackFixture.send(port, body).statusCode()).isEqualTo(200);

        assertThat(stored().state()).isEqualTo(CallbackState.ORPHANED);
        assertThat(stored().nextTryAt()).isNull();
        isNotRetryable(event, "callback_not_retryable");
    }

    @Test
    void onlyWhatWasGivenUpIsTriedAgainByHand() {
        isNotRetryable("cb_" + UUID.randomUUID(), "callback_not_found");
        CallbackFixture.send(port, "{\"id\":\"%s\",\"type\":\"mandate.created\"}".formatted(event));
        isNotRetryable(event, "callback_not_retryable");
    }

    void isNotRetryable(String event, String code) {
        assertThatThrownBy(() -> gateways.retryCallback(SANDBOX, event))
                .isInstanceOfSatisfying(
                        Rejection.class, it -> assertThat(it.code()).isEqualTo(code));
    }
}
