package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.LoadState;
import dev.florin.ApiClient;
import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.journeys.MovableTime;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.MerchantProfile;
import dev.florin.merchants.Merchants;
import dev.florin.merchants.Profiles;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Customers pay on the page of an order. However they go about it, the acquirer's log has one charge. */
@BrowserTest
@Import({Longer.Configuration.class, MovableTime.Configuration.class})
@TestPropertySource(properties = {"florin.checkout.languages=en,hi,en-XA", "florin.sandbox.customer-deadline=20s"})
class CheckoutPageTests {

    private static final String GOOD = "4242424242424242";
    private static final String DECLINED = "4000000000000002";
    private static final String NEEDS_3DS = "4000002500003155";

    /** Answered at once with "pending", approved three seconds later. */
    private static final String LATE = "4000090000000086";

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
    void quickAgain() {
        takeItsTime(0);
    }

    // ---- One charge

    @Test
    void aCardIsPaidByTheKeyboardAlone(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, url());
        page.locator("#by-card").focus();
        page.keyboard().press("Tab");
        page.keyboard().type(GOOD);
        assertThat(page.locator("#number")).hasValue("4242 4242 4242 4242");
        assertThat(page.locator("#brand")).hasText("Visa");
        page.keyboard().press("Tab");
        page.keyboard().type("530");
        assertThat(page.locator("#expiry")).hasValue("05 / 30");
        page.keyboard().press("Tab");
        page.keyboard().type("123");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        paid(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"card", "upi"})
    void everythingWorksWithoutScripts(String method, Visitor visitor) {
        takeItsTime(1500);
        Page page = visitor.open(Look.PHONE.withoutScript(), url());
        if (method.equals("card")) {
            fill(page, DECLINED);
            page.locator(".card .primary").click();
            see(page, "#notice h2", "The payment did not go through");
            assertThat(page.locator("#number")).hasValue("");
            fill(page, GOOD);
            page.locator(".card .primary").click();
        } else {
            page.locator("label:has(#by-upi)").click();
            page.locator(".upi .primary").click();
        }
        paid(page);
    }

    @Test
    void aDoubleClickAndEnterAreOnePayment(Visitor visitor) {
        takeItsTime(1000);
        Page page = visitor.open(Look.DESKTOP, url());
        fill(page, GOOD);
        page.locator(".card .primary").dblclick();
        page.keyboard().press("Enter");
        paid(page);
    }

    @Test
    void aDoubleClickWithoutScriptsIsOnePayment(Visitor visitor) {
        takeItsTime(1000);
        Page page = visitor.open(Look.DESKTOP.withoutScript(), url());
        fill(page, GOOD);
        page.locator(".card .primary").dblclick();
        paid(page);
    }

    @Test
    void twoTabsAreOnePaymentAndBothEndAtTheReceipt(Visitor visitor) {
        takeItsTime(1000);
        Page one = visitor.open(Look.DESKTOP, url());
        Page two = visitor.tab(one);
        two.navigate(url());
        fill(one, GOOD);
        fill(two, "5555555555554444");
        one.locator(".card .primary").click();
        two.locator(".card .primary").click();
        paid(one);
        paid(two);
    }

    @Test
    void backFromThePaidOrderAndReloadsShowTheReceipt(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP.withoutScript(), url());
        fill(page, GOOD);
        page.locator(".card .primary").click();
        paid(page);
        page.goBack();
        page.reload();
        paid(page);
    }

    @Test
    void reloadingInThreeDSecureChangesNothing(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, url());
        fill(page, NEEDS_3DS);
        page.locator(".card .primary").click();
        page.waitForURL(Pattern.compile("/3ds/"));
        page.reload();
        Page other = visitor.tab(page);
        other.navigate(url());
        other.waitForURL(Pattern.compile("/3ds/|/checkout/"));
        page.locator("button[value=approve]").click();
        paid(page);
        other.navigate(url());
        paid(other);
    }

    @Test
    void whoIsOfflineAtTheMomentOfPayingPaysOnceTheyAreBack(Visitor visitor) {
        visitor.expect("ERR_INTERNET_DISCONNECTED");
        Page page = visitor.open(Look.PHONE, url());
        fill(page, GOOD);
        page.context().setOffline(true);
        page.locator(".card .primary").click();
        see(page, "#notice", "The connection is bad. Trying again…");
        page.context().setOffline(false);
        paid(page);
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgainByTheSameToken(Visitor visitor) {
        visitor.expect("ERR_FAILED");
        Page page = visitor.open(Look.PHONE, url());
        var sent = new AtomicInteger();
        page.route("**/pay", route -> {
            if (sent.incrementAndGet() <= 2) {
                route.fetch(); // it arrives, and nobody hears what becomes of it
                route.abort();
            } else {
                route.resume();
            }
        });
        fill(page, GOOD);
        page.locator(".card .primary").click();
        paid(page);
        assertThat(sent).hasValue(3);
    }

    @Test
    void whoStaysOfflineIsToldThatNothingIsLostAndCanTryAgain(Visitor visitor) {
        visitor.expect("ERR_INTERNET_DISCONNECTED");
        Page page = visitor.open(Look.PHONE, url());
        fill(page, GOOD);
        page.context().setOffline(true);
        page.locator(".card .primary").click();
        see(page, "#notice", "You seem to be offline.");
        assertThat(page.locator("#number")).hasValue("4242 4242 4242 4242");
        page.context().setOffline(false);
        page.locator(".card .primary").click();
        paid(page);
    }

    @Test
    void aDeclinedCardStaysButItsCode(Visitor visitor) {
        Page page = visitor.open(Look.PHONE, url());
        fill(page, DECLINED);
        page.locator(".card .primary").click();
        see(page, "#notice h2", "The payment did not go through");
        assertThat(page.locator("#number")).hasValue("4000 0000 0000 0002");
        assertThat(page.locator("#cvc")).hasValue("");
        fill(page, GOOD);
        page.locator(".card .primary").click();
        paid(page);
    }

    @Test
    void theStateOutlivesAClosedTab(Visitor visitor) {
        Page page = visitor.open(Look.PHONE, url());
        fill(page, LATE);
        page.waitForResponse("**/pay", () -> page.locator(".card .primary").click());
        page.close();
        Page later = visitor.open(Look.DESKTOP, url());
        paid(later);
    }

    // ---- Typing

    @Test
    void theCaretStaysBehindItsDigit(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, url());
        Locator number = page.locator("#number");
        number.fill("4242 4242 4242 4242");
        number.focus();
        number.evaluate("e => e.setSelectionRange(6, 6)");
        page.keyboard().press("Backspace");
        page.keyboard().type("9");
        assertThat(number).hasValue("4242 9242 4242 4242");
        assertThat(number.evaluate("e => e.selectionStart")).isEqualTo(6);
        number.fill("378282246310005");
        assertThat(number).hasValue("3782 822463 10005");
        assertThat(page.locator("#brand")).hasText("Amex");
        for (String[] typed : new String[][] {
            {"6527658900001005", "RuPay"},
            {"6011111111111117", "Discover"},
            {"2223003122003222", "Mastercard"},
            {"3530111333300000", "JCB"},
            {"36227206271667", "Diners"}
        }) {
            number.fill(typed[0]);
            assertThat(page.locator("#brand")).hasText(typed[1]);
        }
        Locator expiry = page.locator("#expiry");
        expiry.fill("08/2031"); // as browsers fill it in
        assertThat(expiry).hasValue("08 / 31");
    }

    @Test
    void whatIsWrongIsSaidWhenTheFieldIsLeftAndNotWhileTyping(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, url());
        page.locator("#number").focus();
        page.keyboard().type("4242424242424241");
        assertThat(page.locator("#number-error")).isEmpty();
        page.keyboard().press("Tab");
        see(page, "#number-error", "Check the card number");
        page.locator(".card .primary").click();
        assertThat(page.locator("#number")).isFocused();
        see(page, "#cvc-error", "Enter the security code.");
        assertThat(charges()).isZero();
    }

    // ---- Looks

    static Stream<Look> looks() {
        return Stream.of(Look.PHONE, Look.TABLET, Look.DESKTOP).flatMap(look -> Stream.of(look, look.dark()));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void everyStateCanBeReadByEverybody(Look look, Visitor visitor) {
        Page page = visitor.open(look, url());
        check(visitor, page, "idle", "idle");
        page.locator("label:has(#by-upi)").click();
        check(visitor, page, "upi", "idle");
        page.locator("label:has(#by-card)").click();
        page.locator(".card .primary").click();
        check(visitor, page, "mistakes", "idle");
        fill(page, DECLINED);
        page.locator(".card .primary").click();
        see(page, "#notice h2", "The payment did not go through");
        check(visitor, page, "failed", "failed");

        fill(page, GOOD);
        page.locator(".card .primary").click();
        paid(page);
        check(visitor, page, "completed", "completed");

        order = newOrder();
        takeItsTime(60_000);
        page.navigate(url());
        fill(page, GOOD);
        page.locator(".card .primary").click();
        assertThat(page.locator("#calm")).isVisible();
        page.reload();
        check(visitor, page, "processing", "processing");

        order = newOrder();
        page.navigate(url());
        page.locator("label:has(#by-upi)").click();
        page.locator("button[value=upi_qr]").click();
        assertThat(page.locator(".qr")).isVisible();
        check(visitor, page, "requires-action-qr", "requires_action");
        page.getByText("Cancel and pay another way").click();
        page.locator("label:has(#by-upi)").click();
        page.locator("button[value=upi_app]").click();
        assertThat(page.locator(".apps")).isVisible();
        check(visitor, page, "requires-action-app", "requires_action");
        takeItsTime(0);

        order = newOrder();
        page.navigate(url());
        page.evaluate("sessionStorage.clear()");
        fill(page, NEEDS_3DS);
        page.locator(".card .primary").click();
        page.waitForURL(Pattern.compile("/3ds/"));
        page.navigate(url());
        check(visitor, page, "requires-action-bank", "requires_action");

        order = newOrder();
        api.post("/orders/" + order + "/cancel", "{}");
        page.navigate(url());
        check(visitor, page, "cancelled", "expired");
    }

    @Test
    void anOrderWhoseTimeIsOverSaysSo(Visitor visitor) {
        time.pass(Duration.ofMinutes(16));
        for (Look look : looks().toList()) {
            check(visitor, visitor.open(look, url()), "expired", "expired");
        }
        assertThat(charges()).isZero();
    }

    @Test
    void whoDoesNotAnswerInTimeIsToldThatNoMoneyWasTaken(Visitor visitor) {
        Page page = visitor.open(Look.PHONE, url());
        page.locator("label:has(#by-upi)").click();
        page.locator("#vpa").fill("pending@upi");
        page.getByText("Send a request to this address").click();
        assertThat(page.locator("#act")).isVisible();
        check(visitor, page, "requires-action-collect", "requires_action");
        see(page, "#notice h2", "The payment was not confirmed in time");
        see(page, "#notice p", "No money was taken.");
        check(visitor, page, "timed-out", "timed_out");
        assertThat(charges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hi", "en-XA"})
    void longerAndOtherTextsBreakNothing(String language, Visitor visitor) {
        for (Look look : List.of(Look.PHONE.sized(320, 700), Look.DESKTOP.zoomed(2), Look.DESKTOP)) {
            order = newOrder();
            Page page = visitor.open(look, url() + "?lang=" + language);
            check(visitor, page, "idle-" + language, "idle");
            fill(page, DECLINED);
            page.locator(".card .primary").click();
            assertThat(page.locator("#notice h2")).isVisible();
            check(visitor, page, "failed-" + language, "failed");
            fill(page, GOOD);
            page.locator(".card .primary").click();
            paid(page);
            check(visitor, page, "completed-" + language, "completed");
        }
    }

    private void check(Visitor visitor, Page page, String name, String state) {
        assertThat(page.locator("#checkout")).hasAttribute("data-state", state);
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        visitor.assertFits(page);
        visitor.examine(page);
        assertThat(visitor.shoot(page, "checkout-" + name)).isNotEmptyFile();
    }

    /** The receipt is there, and the acquirer has charged one card once. */
    private void paid(Page page) {
        assertThat(page.locator("#receipt")).isVisible(new IsVisibleOptions().setTimeout(30_000));
        assertThat(charges()).isEqualTo(1);
    }

    private static void see(Page page, String where, String text) {
        assertThat(page.locator(where).first()).containsText(text, new ContainsTextOptions().setTimeout(40_000));
    }

    private static void fill(Page page, String number) {
        page.locator("#number").fill(number);
        page.locator("#expiry").fill("12 / 30");
        page.locator("#cvc").fill("123");
    }

    private String newOrder() {
        return api.post("/orders", """
                {"currency":"INR","receipt":"r-1042","customer":{"email":"asha@example.com"},"line_items":[
                 {"name":"Darjeeling First Flush, 250 g","quantity":2,"unit_amount":125000},
                 {"name":"Clay cup","quantity":1,"unit_amount":45000}]}""").text("id");
    }

    private String url() {
        return "http://localhost:%d/checkout/%s".formatted(port, order);
    }

    private long charges() {
        SandboxLog log = SandboxLog.read(sandbox.log());
        return api.get("/orders/" + order)
                .body()
                .path("payments")
                .valueStream()
                .mapToLong(
                        id -> log.approvals(TypeId.parse("pay", id.asString()).orElseThrow()))
                .sum();
    }

    private void takeItsTime(long millis) {
        var request = HttpRequest.newBuilder(acquirer.address().resolve("/control/settings"))
                .header("Authorization", "Bearer " + sandbox.apiKey())
                .POST(BodyPublishers.ofString("{\"delay_ms\":%d}".formatted(millis)))
                .build();
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
