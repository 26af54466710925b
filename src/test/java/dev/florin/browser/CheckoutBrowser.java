package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.LoadState;
import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.journeys.MovableTime;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.MerchantProfile;
import dev.florin.merchants.Merchants;
import dev.florin.merchants.Profiles;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** An order of a tea house, the page on which it is paid, and an acquirer that a test may disturb. */
@BrowserTest
@Import({Longer.Configuration.class, MovableTime.Configuration.class})
@TestPropertySource(
        properties = {
            "florin.checkout.languages=en,hi,en-XA",
            "florin.sandbox.customer-deadline=30s",
            "florin.gateways.retries=100ms,200ms,400ms",
            "florin.gateways.breaker.window=10",
            "florin.gateways.breaker.minimum-calls=8",
            "florin.gateways.breaker.open-for=2s",
            "florin.gateways.breaker.trial-calls=2",
        })
abstract class CheckoutBrowser {

    static final String GOOD = "4242424242424242";
    static final String DECLINED = "4000000000000002";
    static final String NEEDS_3DS = "4000002500003155";

    /** Answered at once with "pending", approved three seconds later. */
    static final String LATE = "4000090000000086";

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    Profiles profiles;

    @Autowired
    SandboxOptions sandbox;

    @Autowired
    SandboxAcquirer acquirer;

    @Autowired
    CircuitBreakerRegistry circuits;

    @Autowired
    MovableTime time;

    ApiClient api;
    String order;

    @BeforeEach
    void anOrder() {
        Keyed merchant = MerchantFixture.merchant(merchants);
        profiles.replace(merchant.tenant(), new MerchantProfile("Tea House", "#1f6f4a", null, List.of(), true));
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        order = newOrder();
    }

    @AfterEach
    void allIsWellAgain() {
        takeItsTime(0);
        control("DELETE", "faults", "");
        circuit().reset();
    }

    void check(Visitor visitor, Page page, String name, String state) {
        assertThat(page.locator("#checkout")).hasAttribute("data-state", state);
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        visitor.assertFits(page);
        visitor.examine(page);
        assertThat(visitor.shoot(page, "checkout-" + name)).isNotEmptyFile();
    }

    /** The receipt is there, and the acquirer has charged one card once. */
    void paid(Page page) {
        assertThat(page.locator("#receipt")).isVisible(new IsVisibleOptions().setTimeout(30_000));
        assertThat(charges()).isEqualTo(1);
    }

    static void see(Page page, String where, String text) {
        assertThat(page.locator(where).first()).containsText(text, new ContainsTextOptions().setTimeout(40_000));
    }

    static void fill(Page page, String number) {
        page.locator("#number").fill(number);
        page.locator("#expiry").fill("12 / 30");
        page.locator("#cvc").fill("123");
    }

    String newOrder() {
        return api.post("/orders", """
                {"currency":"INR","receipt":"r-1042","customer":{"email":"asha@example.com"},"line_items":[
                 {"name":"Darjeeling First Flush, 250 g","quantity":2,"unit_amount":125000},
                 {"name":"Clay cup","quantity":1,"unit_amount":45000}]}""").text("id");
    }

    /** An attempt that somebody else begins, as from another device. */
    Reply attempt(String instrument) {
        Reply reply = api.post("/payments", "{\"order_id\":\"%s\",%s}".formatted(order, instrument));
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(201);
        return reply;
    }

    static String card(String number) {
        return "\"card\":{\"number\":\"%s\",\"exp_month\":12,\"exp_year\":2030,\"cvc\":\"123\"}".formatted(number);
    }

    String url() {
        return "http://localhost:%d/checkout/%s".formatted(port, order);
    }

    long charges() {
        SandboxLog log = SandboxLog.read(sandbox.log());
        return api.get("/orders/" + order)
                .body()
                .path("payments")
                .valueStream()
                .mapToLong(
                        id -> log.approvals(TypeId.parse("pay", id.asString()).orElseThrow()))
                .sum();
    }

    CircuitBreaker circuit() {
        return circuits.circuitBreaker("sandbox");
    }

    void takeItsTime(long millis) {
        control("POST", "settings", "{\"delay_ms\":%d}".formatted(millis));
    }

    void control(String method, String path, String body) {
        assertThat(new SandboxTalk(acquirer.address())
                        .control(method, path, body)
                        .http())
                .isBetween(200, 204);
    }
}
