package dev.florin.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.gateways.Callback.Operation;
import dev.florin.gateways.CallbackReader.Notice;
import dev.florin.gateways.CallbackReader.Notice.Told;
import dev.florin.gateways.CallbackReader.Notice.UnknownType;
import dev.florin.gateways.CallbackReader.Notice.Unreadable;
import dev.florin.gateways.CallbackReader.Proof;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxCallbacksTests {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00.5Z");
    static final Instant SECOND = Instant.parse("2026-03-01T10:00:00Z");
    static final UUID PAYMENT = new UUID(0x0197_0000_0000_7000L, 0x8000_0000_0000_0001L);
    static final UUID CAPTURE = new UUID(0x0197_0000_0000_7000L, 0x8000_0000_0000_0002L);
    static final UUID MERCHANT = new UUID(0x0197_0000_0000_7000L, 0x8000_0000_0000_0003L);
    static final byte[] BODY = "{\"id\":\"cb_1\"}".getBytes(UTF_8);

    final SandboxCallbacks callbacks = new SandboxCallbacks("secret", () -> NOW);

    Proof verify(String signature, byte[] body) {
        return callbacks.verify(name -> name.equals("Sandbox-Signature") ? signature : null, body);
    }

    @Test
    void whatIsSignedNowIsGenuine() {
        assertThat(verify(CallbackFixture.sign(BODY, SECOND, "secret"), BODY)).isEqualTo(Proof.GENUINE);
    }

    /** Computed by other means: {@code printf '1772359200.{"id":"cb_1"}' | openssl dgst -sha256 -hmac secret}. */
    @Test
    void theSignatureIsThatOfTheDocumentation() {
        assertThat(CallbackFixture.sign(BODY, SECOND, "secret"))
                .isEqualTo("t=1772359200,v1=4250c45c976436d10a3c7da9b2e4753ed868d5b43d78740793fdaddf2a44b1bc");
    }

    @Test
    void anotherBodyAnotherTimeOrAnotherSecretIsAForgery() {
        String signature = CallbackFixture.sign(BODY, SECOND, "secret");

        assertThat(verify(signature, "{\"id\":\"cb_2\"}".getBytes(UTF_8))).isEqualTo(Proof.FORGED);
        assertThat(verify(signature, new byte[0])).isEqualTo(Proof.FORGED);
        assertThat(verify(signature.replace("t=1772359200", "t=1772359201"), BODY))
                .isEqualTo(Proof.FORGED);
        assertThat(verify(CallbackFixture.sign(BODY, SECOND, "other"), BODY)).isEqualTo(Proof.FORGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=1772359200",
                "v1=00",
                "t=1772359200,v1=",
                "t=,v1=00",
                "t=now,v1=00",
                "t=-1,v1=00",
                "t=99999999999999999999,v1=00",
                "t=1772359200,v1=é",
                ",,,",
                "t=1772359200,v1=00,v1=00"
            })
    void whatIsNoSignatureIsAForgery(String signature) {
        assertThat(verify(signature, BODY)).isEqualTo(Proof.FORGED);
    }

    @Test
    void noSignatureIsAForgery() {
        assertThat(callbacks.verify(_ -> null, BODY)).isEqualTo(Proof.FORGED);
    }

    @ParameterizedTest
    @CsvSource({"-299,GENUINE", "-301,STALE", "300,GENUINE", "301,STALE", "-31536000,STALE", "31536000,STALE"})
    void whatIsOffByMoreThanFiveMinutesEitherWayIsStale(long seconds, Proof proof) {
        String signature = CallbackFixture.sign(BODY, SECOND.plus(Duration.ofSeconds(seconds)), "secret");

        assertThat(verify(signature, BODY)).isEqualTo(proof);
    }

    Notice read(String body) {
        return callbacks.read(body.getBytes(UTF_8));
    }

    static String event(String type, String data) {
        return "{\"id\":\"cb_1\",\"type\":\"%s\",\"created\":\"2026-03-01T10:00:00Z\",\"data\":%s}"
                .formatted(type, data);
    }

    static String data(String kind, UUID reference, String more) {
        return "{\"id\":\"sbx_1\",\"kind\":\"%s\",\"reference\":\"%s\",\"amount\":500,\"currency\":\"INR\",%s}"
                .formatted(kind, reference, more);
    }

    @Test
    void anAuthorisationIsAboutItself() {
        String account = ",\"account\":\"%s/live\"".formatted(MERCHANT);
        Notice notice = read(event(
                "authorization.approved",
                data("authorization", PAYMENT, "\"status\":\"approved\",\"auth_code\":\"A1\"" + account)));

        assertThat(notice)
                .isEqualTo(new Told(
                        "cb_1",
                        "authorization.approved",
                        new Tenant(MERCHANT, true),
                        Operation.AUTHORIZE,
                        PAYMENT,
                        PAYMENT,
                        new Outcome.Approved("sbx_1", "A1", Money.of(500, "INR"))));
    }

    @Test
    void aCaptureIsAboutItsAuthorisation() {
        Notice notice = read(event(
                "capture.declined",
                data(
                        "capture",
                        CAPTURE,
                        "\"status\":\"declined\",\"code\":\"voided\",\"message\":\"No.\",\"authorization\":\"%s\""
                                .formatted(PAYMENT))));

        assertThat(notice)
                .isEqualTo(new Told(
                        "cb_1",
                        "capture.declined",
                        null,
                        Operation.CAPTURE,
                        PAYMENT,
                        CAPTURE,
                        new Outcome.Declined("sbx_1", "voided", "No.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "florin", "/test", "0197-0000/test", "01970000-0000-7000-8000-000000000003/TEST"})
    void anAccountThatIsNoneOfOursIsNobodys(String account) {
        String more = "\"status\":\"approved\",\"account\":\"%s\"".formatted(account);

        assertThat(read(event("authorization.approved", data("authorization", PAYMENT, more))))
                .isInstanceOfSatisfying(
                        Told.class, told -> assertThat(told.tenant()).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mandate.created", "authorization.reviewed", "ping", "authorization.approved.twice"})
    void whatFlorinDoesNotKnowIsOfUnknownType(String type) {
        assertThat(read(event(type, "{\"anything\":[1]}"))).isEqualTo(new UnknownType("cb_1", type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{}",
                "{\"id\":\"cb_1\"}",
                "{\"id\":\"a b\",\"type\":\"ping\"}",
                "{\"id\":\"cb_1\",\"type\":\"authorization.approved\"}",
                "{\"id\":\"cb_1\",\"type\":\"authorization.approved\",\"data\":null}",
                "{\"id\":\"cb_1\",\"type\":\"authorization.approved\",\"data\":{\"reference\":\"x\"}}"
            })
    void whatMakesNoSenseIsUnreadable(String body) {
        assertThat(read(body)).isInstanceOf(Unreadable.class);
    }

    @Test
    void typeAndDataHaveToFit() {
        assertThat(read(event("authorization.approved", data("authorization", PAYMENT, "\"status\":\"declined\""))))
                .isInstanceOfSatisfying(
                        Unreadable.class, it -> assertThat(it.event()).isEqualTo("cb_1"));
        assertThat(read(event("capture.approved", data("capture", CAPTURE, "\"status\":\"approved\""))))
                .isInstanceOf(Unreadable.class);
    }
}
