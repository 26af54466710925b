package dev.florin.web;

import static dev.florin.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.web.RawHttp.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A shop's page may ask what became of a payment, with the key id that everybody may see. */
@FlorinTest
class PublicPaymentTests {

    private static final String KEY_ID = "X-Api-Key: " + ApiClient.KEY;

    @LocalServerPort
    int port;

    RawHttp http;
    String payment;

    @BeforeEach
    void pay() {
        http = new RawHttp(port);
        String more = "\"description\":\"Tea for two\",\"metadata\":{\"note\":\"private\"},";
        payment = new ApiClient(port)
                .post("/payments", ApiClient.payment("4242424242424242", more), "Prefer", "wait=20")
                .text("id");
    }

    @Test
    void theKeyIdIsEnoughInEitherScheme() {
        assertThat(see(KEY_ID).text("status")).isEqualTo("captured");
        String pair = Base64.getEncoder().encodeToString((ApiClient.KEY + ":").getBytes(StandardCharsets.UTF_8));
        assertThat(see("Authorization: Basic " + pair).text("status")).isEqualTo("captured");
        assertThat(see(RawHttp.CREDENTIALS).text("status")).isEqualTo("captured");
    }

    @Test
    void aWrongSecretIsRefusedEvenHere() {
        assertProblem(see(KEY_ID, "X-Api-Secret: wrong")).is(401, "invalid_api_key");
        assertProblem(see("X-Api-Key: key_test_nobody")).is(401, "invalid_api_key");
        assertProblem(see()).is(401, "authentication_required");
    }

    @Test
    void onlyWhatACustomerMayKnowIsShown() {
        assertThat(see(KEY_ID).json().propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "object", "order_id", "status", "amount", "currency", "next_action", "error", "livemode");
        assertThat(see(KEY_ID).body()).doesNotContain("Tea for two", "private", "tok_", "4242");
    }

    @Test
    void theKeyIdOpensNothingElse() {
        for (String path :
                new String[] {"/payments/" + payment, "/payments", "/orders", "/balances", "/payments/public"}) {
            assertProblem(http.send("GET", "/api/v1" + path, new byte[0], KEY_ID))
                    .is(401, "invalid_api_key");
        }
        assertProblem(http.send("POST", "/api/v1/payments/" + payment + "/public", new byte[0], KEY_ID))
                .is(405, "method_not_allowed");
    }

    @Test
    void aBrowserMayAskFromAnyPage() {
        Reply asked = http.send(
                "OPTIONS",
                "/api/v1/payments/" + payment + "/public",
                new byte[0],
                "Origin: https://shop.example",
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: x-api-key");
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(asked.header("access-control-allow-methods")).isEqualTo("GET");
        assertThat(asked.header("access-control-allow-headers")).isEqualToIgnoringCase("x-api-key");
        assertThat(asked.headers()).doesNotContainKey("access-control-allow-credentials");
        Reply seen = see(KEY_ID, "Origin: https://shop.example");
        assertThat(seen.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(seen.header("access-control-expose-headers")).contains("Request-Id");
    }

    @Test
    void aBrowserMayAskForNothingElse() {
        Reply asked = http.send(
                "OPTIONS",
                "/api/v1/payments",
                new byte[0],
                "Origin: https://shop.example",
                "Access-Control-Request-Method: POST");
        assertThat(asked.headers()).doesNotContainKey("access-control-allow-origin");
        Reply written = http.send(
                "OPTIONS",
                "/api/v1/payments/" + payment + "/public",
                new byte[0],
                "Origin: https://shop.example",
                "Access-Control-Request-Method: DELETE");
        assertThat(written.status()).isEqualTo(403);
        assertThat(written.headers()).doesNotContainKey("access-control-allow-origin");
    }

    private Reply see(String... headers) {
        return http.send("GET", "/api/v1/payments/" + payment + "/public", new byte[0], headers);
    }
}
