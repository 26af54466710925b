package dev.florin.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Whose attempts are counted together. */
@FlorinTest
@TestPropertySource(properties = "florin.checkout.attempts-per-minute=3")
class CountedAddressTests {

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    ApiClient api;

    @BeforeEach
    void aMerchant() {
        Keyed merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
    }

    @Test
    void whatSomebodySaysOfTheirAddressIsNotBelieved() {
        for (int i = 0; i < 3; i++) {
            assertThat(attempt("203.0.113." + i)).isEqualTo(303);
        }
        assertThat(attempt("203.0.113.9")).isEqualTo(429);
    }

    @Nested
    @TestPropertySource(properties = "server.forward-headers-strategy=native")
    class BehindAProxy {

        @Test
        void theAddressThatTheProxyTellsIsCountedAndNotWhatTheCustomerWroteBeforeIt() {
            for (int i = 0; i < 3; i++) {
                assertThat(attempt("203.0.113." + i + ", 198.51.100.7")).isEqualTo(303);
            }
            assertThat(attempt("203.0.113.9, 198.51.100.7")).isEqualTo(429);
            assertThat(attempt("198.51.100.8")).isEqualTo(303);
        }

        @Test
        void aProxyThatDoesNotKnowStillLetsCustomersPay() {
            assertThat(attempt("unknown")).isEqualTo(303);
        }
    }

    /** On an order of its own. */
    private int attempt(String forwardedFor) {
        var customer = new Customer(
                port,
                api.post("/orders", "{\"amount\":50000,\"currency\":\"INR\"}").text("id"));
        return customer.post(
                        "/pay",
                        Customer.card(customer.look().token(), "4242424242424242"),
                        "X-Forwarded-For",
                        forwardedFor)
                .status();
    }
}
