package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.PageAssertions.HasURLOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample shop sells through the SDK. */
class SdkTests extends ShopBrowser {

    private static final int LARGEST = 6 * 1024;

    // ---- Paying

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCustomerPaysInTheWindow(boolean onAnotherSite, Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, onAnotherSite ? shop.otherSite() : shop.url());
        FrameLocator frame = buy(page);

        pay(frame, "4242424242424242");

        page.waitForURL(THANKS);
        assertThat(page.getByTestId("result")).hasAttribute("data-result", "paid");
        assertThat(page.getByText("good")).isVisible();
    }

    @Test
    void aDeclinedCardIsToldAndAnotherOnePays(Visitor visitor) {
        Page page = visitor.open(Look.PHONE, shop.url());
        FrameLocator frame = buy(page);

        pay(frame, "4000000000000002");
        assertThat(page.locator("#note")).not().isEmpty();
        assertThat(modal(page)).isVisible();

        pay(frame, "5555555555554444");
        page.waitForURL(THANKS);
        assertThat(page.getByTestId("result")).hasAttribute("data-result", "paid");
    }

    @Test
    void the3DSecureStepIsTakenInTheWindow(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        FrameLocator frame = buy(page);

        pay(frame, "4000002500003155");
        Frame issuer = awaitFrame(page, "3ds");
        visitor.shootScreen(page, "sdk-3ds");
        issuer.locator("button").first().click();

        page.waitForURL(THANKS);
        assertThat(page.getByTestId("result")).hasAttribute("data-result", "paid");
    }

    @Test
    void aCustomerPaysOnFlorinsPageAndIsLedBack(Visitor visitor) {
        Page page = visitor.open(Look.PHONE, shop.url());
        page.getByRole(AriaRole.BUTTON, named("Buy Assam on Florin’s page")).click();
        page.waitForURL(Pattern.compile("/checkout/order_"));

        fill(page, "4242424242424242");
        page.locator("form.card button").click();
        Locator back = page.locator("#back");
        assertThat(back)
                .hasAttribute(
                        "href",
                        Pattern.compile("^" + shop.url()
                                + "/thanks\\?order_id=order_\\w+&payment_id=pay_\\w+&signature=[0-9a-f]{64}$"),
                        new HasAttributeOptions().setTimeout(20_000));
        back.click();

        assertThat(page.getByTestId("result")).hasAttribute("data-result", "paid");
    }

    @Test
    void theLinkWorksWithoutScripts(Visitor visitor) {
        Page page = visitor.open(Look.PHONE.withoutScript(), shop.url());
        page.getByRole(AriaRole.BUTTON, named("Buy Assam by a link")).click();
        page.locator("a[data-florin-checkout]").click();

        fill(page, "4242424242424242");
        page.locator("form.card button").click();
        page.locator("#back").click(new Locator.ClickOptions().setTimeout(20_000));

        assertThat(page.getByTestId("result")).hasAttribute("data-result", "paid");
    }

    @Test
    void withoutScriptsBuyLeadsToFlorinsPage(Visitor visitor) {
        Page page = visitor.open(Look.PHONE.withoutScript(), shop.url());
        page.getByRole(AriaRole.BUTTON, named("Buy Assam")).click();

        assertThat(page).hasURL(Pattern.compile("^" + florin() + "/checkout/order_\\w+$"));
    }

    @Test
    void theLinkOpensTheWindowAndLeadsBackByTheReceipt(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        page.getByRole(AriaRole.BUTTON, named("Buy Assam by a link")).click();
        page.locator("a[data-florin-checkout]").click();
        FrameLocator frame = frame(page);
        assertThat(frame.locator("#number")).isVisible();

        pay(frame, "4242424242424242");
        page.waitForURL(Pattern.compile("/checkout/order_"));
        page.locator("#back").click();

        assertThat(page.getByTestId("result")).hasAttribute("data-result", "paid");
    }

    @Test
    void whoMakesUpAResultIsNotBelieved(Visitor visitor) {
        Page page = visitor.open(Look.PHONE, shop.url());
        visitor.expect("status of 403");
        page.getByRole(AriaRole.BUTTON, named("Buy Assam by a link")).click();
        String order = page.locator("dd.id").textContent();

        page.navigate(
                shop.url() + "/thanks?order_id=%s&payment_id=pay_1&signature=%s".formatted(order, "0".repeat(64)));

        assertThat(page.getByTestId("result")).hasAttribute("data-result", "forged");
    }

    // ---- The window

    @Test
    void theWindowIsADialogAndThePageBehindItOutOfReach(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        buy(page);

        assertThat(modal(page)).hasAttribute("role", "dialog");
        assertThat(modal(page)).hasAttribute("aria-modal", "true");
        assertThat(modal(page)).hasAccessibleName("Checkout");
        assertThat(page.evaluate("document.activeElement.dataset.testId")).isEqualTo("payment-iframe");
        assertThat(page.evaluate("getComputedStyle(document.documentElement).overflow"))
                .isEqualTo("hidden");
        page.evaluate("document.querySelector('button').focus()");
        assertThat(page.evaluate("document.activeElement.tagName")).isNotEqualTo("BUTTON");
        assertThatThrownBy(() -> page.getByRole(AriaRole.BUTTON, named("Buy Assam"))
                        .click(new Locator.ClickOptions().setTimeout(500)))
                .isInstanceOf(PlaywrightException.class);
        for (int i = 0; i < 40; i++) {
            page.keyboard().press("Tab");
            assertThat(page.evaluate("!document.activeElement.closest('main')")).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross", "escape", "escape in the frame", "program"})
    void whoDismissesTheWindowIsWhereTheyWere(String way, Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        FrameLocator frame = buy(page);

        switch (way) {
            case "cross" -> page.getByTestId("close-modal-button").click();
            case "escape" -> {
                page.getByTestId("close-modal-button").focus();
                page.keyboard().press("Escape");
            }
            case "escape in the frame" -> {
                frame.locator("#number").focus();
                page.keyboard().press("Escape");
            }
            default -> page.evaluate("document.querySelector('dialog').close()");
        }

        assertThat(modal(page)).hasCount(0);
        assertThat(page.evaluate("document.activeElement.getAttribute('aria-label')"))
                .isEqualTo("Buy Assam");
        assertThat(page.evaluate("document.documentElement.getAttribute('style') || ''"))
                .isEqualTo("");
        assertThat(page).hasURL(shop.url() + "/");
        buy(page); // and once more
    }

    @Test
    void theCallbacksAreCalledOnceAndInOrder(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        openWindow(page, order(page));
        assertThat(frame(page).locator("#number")).isVisible();

        tellFromFrame(page, "completed", "nonce");
        tellFromFrame(page, "completed", "nonce");
        assertThat(modal(page)).hasCount(0);

        assertThat(page.evaluate("heard.join()")).isEqualTo("success,close:true");
    }

    @Test
    void openAndCloseMayBeRepeated(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        String order = order(page);
        openWindow(page, order);
        page.evaluate("gateway.open().open()");
        assertThat(modal(page)).hasCount(1);
        page.evaluate("gateway.close().close()");
        assertThat(modal(page)).hasCount(0);
        assertThat(page.evaluate("heard.join()")).isEqualTo("close:false");

        openWindow(page, order);
        page.evaluate(
                "window.other = new PaymentGateway({ key: 'key_test_1', orderId: '%s' }).open()".formatted(order));
        assertThat(modal(page)).hasCount(1);
        assertThat(page.evaluate("heard.join()")).isEqualTo("close:false");
        assertThat(frame(page).locator("#number")).isVisible();
    }

    @Test
    void theFormBeginsWithWhatIsKnown(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(null)); // which would hold for the frame as well
        page.evaluate("""
                orderId => new PaymentGateway({ key: 'key_test_1', orderId, prefill: { name: 'Asha Rao' }, theme: 'dark' }).open()""", order(page));

        assertThat(frame(page).locator("#name")).hasValue("Asha Rao");
        assertThat(content(page).evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
                .isEqualTo(true);
    }

    // ---- Whom it listens to

    @Test
    void messagesOfOtherOriginsAndOtherWindowsAreNotHeard(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        openWindow(page, order(page));
        assertThat(frame(page).locator("#number")).isVisible();
        String forged = """
                { source: 'florin-checkout', nonce: '%s', type: 'completed', paymentId: 'pay_1', orderId: 'order_1', signature: '' }""".formatted(page.evaluate("nonce()"));

        page.evaluate("window.postMessage(%s, '*')".formatted(forged)); // of the shop's origin
        Page florin = page.waitForPopup(() -> page.evaluate("window.open('%s/docs/errors')".formatted(florin())));
        florin.waitForLoadState();
        florin.evaluate("opener.postMessage(%s, '*')".formatted(forged)); // of Florin's, and another window
        page.waitForTimeout(300);

        assertThat(page.evaluate("heard.length")).isEqualTo(0);
        assertThat(modal(page)).isVisible();
    }

    @Test
    void messagesWithAnotherNonceAreNotHeard(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        openWindow(page, order(page));
        assertThat(frame(page).locator("#number")).isVisible();

        tellFromFrame(page, "completed", "'0123456789abcdef'");
        tellFromFrame(page, "failed", "undefined");
        tellFromFrame(page, "close", "''");
        content(page).evaluate("for (const no of [null, 1, 'x', {}, []]) parent.postMessage(no, '*')");
        page.waitForTimeout(300);
        assertThat(page.evaluate("heard.length")).isEqualTo(0);
        assertThat(modal(page)).isVisible();

        tellFromFrame(page, "failed", "nonce"); // as a proof that the others could have been heard
        page.waitForFunction("heard.length == 1");
    }

    // ---- Where it cannot be shown

    @Test
    void whereTheFrameDoesNotAnswerFlorinsPageIsShownInItsPlace(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        page.route(Pattern.compile("/checkout/order_\\w+\\?embed="), _ -> {}); // never answered
        long begun = System.nanoTime();
        page.getByRole(AriaRole.BUTTON, named("Buy Assam")).click();
        assertThat(page.getByTestId("payment-loading")).isVisible();
        visitor.shootScreen(page, "sdk-loading");

        assertThat(page)
                .hasURL(
                        Pattern.compile("^" + florin() + "/checkout/order_\\w+$"),
                        new HasURLOptions().setTimeout(15_000));
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(7_500), Duration.ofMillis(12_000));
        assertThat(page.locator("#number")).isVisible();
    }

    @Test
    void whereTheOriginIsNotRegisteredFlorinsPageIsShownInItsPlace(Visitor visitor) {
        register("https://other.example");
        Page page = visitor.open(Look.DESKTOP, shop.url());
        visitor.expect("frame-ancestors|chrome-error");
        page.getByRole(AriaRole.BUTTON, named("Buy Assam")).click();

        assertThat(page).hasURL(Pattern.compile("^" + florin() + "/checkout/order_\\w+$"));
        assertThat(page.locator("#number")).isVisible();
        assertThat(visitor.allComplaints()).anyMatch(complaint -> complaint.contains("frame-ancestors"));
    }

    // ---- Options

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|give it options: new PaymentGateway({ key, orderId, onSuccess }).",
                "null|the options is an object, not null.",
                "{}|'key' is missing: the id of your API key, key_test_… or key_live_….",
                "{ key: 'secret_test_1', orderId: 'order_1' }|'key' is the id of your API key. You gave its secret, which must never be in a page: rotate it.",
                "{ key: 'abc', orderId: 'order_1' }|'key' is the id of your API key, key_test_… or key_live_…, not 'abc'.",
                "{ key: 'key_test_1' }|'orderId' is missing: create the order on your server, and give its id.",
                "{ key: 'key_test_1', orderId: 'pay_1' }|'orderId' is the id of an order, order_…, not 'pay_1'.",
                "{ key: 'key_test_1', orderId: 'order_1', onSucess() {} }|the options has no 'onSucess', only key, orderId, prefill, theme, onSuccess, onFailure, onClose.",
                "{ key: 'key_test_1', orderId: 'order_1', onClose: 'x' }|'onClose' is a function, not string.",
                "{ key: 'key_test_1', orderId: 'order_1', theme: 'blue' }|'theme' is auto, light, dark, not 'blue'.",
                "{ key: 'key_test_1', orderId: 'order_1', prefill: { name: 1 } }|'prefill.name' is a text, not number.",
                "{ key: 'key_test_1', orderId: 'order_1', prefill: { method: 'cash' } }|'prefill.method' is card or upi, not 'cash'.",
            })
    void whatIsWrongWithAnOptionIsSaid(String options, String message, Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());

        assertThat(page.evaluate(
                        "() => { try { new PaymentGateway(%s); return 'none' } catch (e) { return `${e.name} ${e.message}` } }"
                                .formatted(options == null ? "" : options)))
                .isEqualTo("TypeError PaymentGateway: " + message);
    }

    // ---- How it looks, and what it weighs

    static Stream<Look> looks() {
        return Look.dayAndNight(Look.PHONE, Look.TABLET, Look.DESKTOP);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void theShopAndTheWindowCanBeUsedByEverybody(Look look, Visitor visitor) {
        Page page = visitor.open(look, shop.url());
        visitor.examine(page);
        visitor.assertFits(page);
        visitor.shoot(page, "shop");

        buy(page);
        page.waitForTimeout(500); // until it has faded in
        visitor.examine(page, "[data-test-id=payment-modal]"); // what is behind it is inert
        visitor.assertFits(page);
        visitor.shootScreen(page, "sdk-window");
    }

    @Test
    void theScriptIsSmall() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(Files.readAllBytes(Path.of("src/main/resources/static/checkout/v1/checkout.js")));
        }
        assertThat(zipped.size()).isLessThan(LARGEST);
    }

    @Test
    void theScriptIsServedForAWhileToAnyPage() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(florin() + "/checkout/v1/checkout.js"))
                .header("Origin", "https://shop.example")
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/javascript");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=300, public");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }
}
