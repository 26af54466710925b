package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Florin, impatient, and an acquirer that does wrong. After each test acquirer, payments, events, ledger and orders have
 * to tell the same.
 */
@FlorinTest
@Import(MovableTime.Configuration.class)
@TestPropertySource(
        properties = {
            "florin.sandbox.enabled=false",
            "florin.gateways.retries=100ms,200ms,400ms",
            "florin.gateways.sandbox.connect-timeout=1s",
            "florin.gateways.sandbox.response-timeout=2s",
            "florin.gateways.breaker.window=10",
            "florin.gateways.breaker.minimum-calls=8",
            "florin.gateways.breaker.open-for=1s",
            "florin.gateways.breaker.trial-calls=2",
        })
abstract class AcquirerAtFault {

    static final String GOOD = "4242424242424242";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** For all of the tests, as is the context that speaks to it; it ends with the JVM. */
    static final Acquirer acquirer = new Acquirer();

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    DataSource database;

    @Autowired
    CircuitBreakerRegistry circuits;

    @Autowired
    MovableTime time;

    ApiClient api;
    private MerchantFixture.Keyed merchant;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry properties) {
        properties.add("florin.gateways.sandbox.url", acquirer::address);
    }

    @BeforeEach
    void allIsWell() {
        acquirer.recover();
        circuit().reset();
        merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
    }

    @AfterEach
    void theBooksAgree() {
        acquirer.recover();
        Truth.of(acquirer.log(), database).about(merchant.tenant()).holds();
    }

    CircuitBreaker circuit() {
        return circuits.circuitBreaker("sandbox");
    }

    /** Begins a payment in the background and watches it. */
    Watch begin(String body) {
        return Watch.of(api, api.post("/payments", body));
    }

    static String card(String number) {
        return ApiClient.payment(number, "");
    }

    static String upi(String upi) {
        return "{\"amount\":50000,\"currency\":\"INR\",\"upi\":%s}".formatted(upi);
    }

    /** How often the acquirer was spoken to about a payment. */
    int exchanges(String payment) {
        return JdbcClient.create(database)
                .sql("select count(*) from gateways.exchange where subject = :payment")
                .param("payment", Acquirer.reference(payment))
                .query(Integer.class)
                .single();
    }

    /** An authorised payment. */
    String authorized() {
        Reply reply = api.authorize(GOOD);
        assertThat(reply.text("status")).as("%s", reply.body()).isEqualTo("authorized");
        return reply.text("id");
    }
}
