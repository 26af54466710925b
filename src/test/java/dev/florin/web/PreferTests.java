package dev.florin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Callers wait for an outcome as long as they prefer (RFC 7240), and lose nothing when they do not. */
@FlorinTest
class PreferTests {

    private static final String GOOD = "4242424242424242";

    /** Answered by the acquirer as pending, and carried out three seconds later. */
    private static final String LATE = "4000090000000086";

    @LocalServerPort
    int port;

    ApiClient api;

    @BeforeEach
    void connect() {
        api = new ApiClient(port);
    }

    @Test
    void withoutAPreferenceTheAnswerIsPendingAtOnce() {
        Reply reply = api.post("/payments", ApiClient.payment(GOOD, ""));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("status")).isEqualTo("pending");
        assertThat(reply.raw().headers().firstValue("Preference-Applied")).isEmpty();
        assertThat(api.awaitDecided(reply.text("id"), Duration.ofSeconds(15)).text("status"))
                .isEqualTo("captured");
    }

    @Test
    void whoWaitsHearsTheOutcome() {
        Reply good = api.post("/payments", ApiClient.payment(GOOD, ""), "Prefer", "wait=20");
        assertThat(good.text("status")).isEqualTo("captured");
        assertThat(good.raw().headers().firstValue("Preference-Applied")).hasValue("wait=20");
        Reply bad = api.post("/payments", ApiClient.payment("4000000000009995", ""), "Prefer", "wait=20");
        assertThat(bad.status()).isEqualTo(201);
        assertThat(bad.text("status")).isEqualTo("failed");
        assertThat(bad.body().path("error").path("code").asString()).isEqualTo("insufficient_funds");
    }

    @Test
    void whenTimeRunsOutThePaymentGoesOn() {
        String key = ApiClient.key();
        long begin = System.nanoTime();
        Reply reply = api.post("/payments", ApiClient.payment(LATE, ""), "Prefer", "wait=1", "Idempotency-Key", key);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("status")).isIn("pending", "processing");
        Reply replay = api.post("/payments", ApiClient.payment(LATE, ""), "Prefer", "wait=1", "Idempotency-Key", key);
        assertThat(replay.raw().body()).isEqualTo(reply.raw().body());
        assertThat(api.awaitDecided(reply.text("id"), Duration.ofSeconds(30)).text("status"))
                .isEqualTo("captured");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=20|wait=20",
                "WAIT=20|wait=20",
                "respond-async, wait=20|wait=20",
                "wait = \"20\"|wait=20",
                "return=minimal,wait=20;x=y|wait=20",
                "wait=999|wait=60"
            })
    void preferencesAreWrittenInManyWays(String preference, String applied) {
        Reply reply = api.post("/payments", ApiClient.payment(GOOD, ""), "Prefer", preference);
        assertThat(reply.text("status")).isEqualTo("captured");
        assertThat(reply.raw().headers().firstValue("Preference-Applied")).hasValue(applied);
    }

    @Test
    void aWaitOfNothingIsNone() {
        Reply reply = api.post("/payments", ApiClient.payment(GOOD, ""), "Prefer", "wait=0");
        assertThat(reply.text("status")).isEqualTo("pending");
        assertThat(reply.raw().headers().firstValue("Preference-Applied")).isEmpty();
    }

    @Test
    void capturesAndVoidsWaitByThemselves() {
        String captured = api.authorize(GOOD).text("id");
        assertThat(api.post("/payments/" + captured + "/capture", "").text("status"))
                .isEqualTo("captured");
        String later = api.authorize(GOOD).text("id");
        assertThat(api.post("/payments/" + later + "/capture", "", "Prefer", "wait=0")
                        .text("status"))
                .isEqualTo("authorized");
        String voided = api.authorize(GOOD).text("id");
        assertThat(api.post("/payments/" + voided + "/void", "{}").text("status"))
                .isEqualTo("cancelled");
    }
}
