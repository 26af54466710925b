package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.MerchantProfile;
import dev.florin.merchants.Merchants;
import dev.florin.merchants.Profiles;
import dev.florin.merchants.Signing;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The sample shop, of a merchant who has registered where it is. */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ShopBrowser {

    static final Pattern THANKS = Pattern.compile("/thanks\\?");

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    Profiles profiles;

    @Autowired
    Signing signing;

    Keyed merchant;
    ShopProcess shop;

    @BeforeAll
    void aShop() throws Exception {
        merchant = MerchantFixture.merchant(merchants);
        shop = ShopProcess.launch(
                "--florin=" + florin(),
                "--key=" + merchant.keyId(),
                "--secret=" + merchant.secret(),
                "--signing-secret=" + signing.reveal(merchant.tenant()).secret());
    }

    @BeforeEach
    void itIsRegistered() {
        register(shop.url(), shop.otherSite());
    }

    @AfterAll
    void closed() {
        shop.close();
    }

    FrameLocator buy(Page page) {
        page.getByRole(AriaRole.BUTTON, named("Buy Assam")).click();
        assertThat(frame(page).locator("#number")).isVisible(new IsVisibleOptions().setTimeout(15_000));
        assertThat(page.getByTestId("payment-loading")).hasCount(0);
        return frame(page);
    }

    static void pay(FrameLocator frame, String card) {
        frame.locator("#number").fill(card);
        frame.locator("#expiry").fill("12/30");
        frame.locator("#cvc").fill("123");
        frame.locator("form.card button").click();
    }

    static void fill(Page page, String card) {
        page.locator("#number").fill(card);
        page.locator("#expiry").fill("12/30");
        page.locator("#cvc").fill("123");
    }

    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    static Locator modal(Page page) {
        return page.getByTestId("payment-modal");
    }

    static FrameLocator frame(Page page) {
        return page.frameLocator("[data-test-id=payment-iframe]");
    }

    /** The document in the window. */
    static Frame content(Page page) {
        return page.frames().stream()
                .filter(frame -> frame.url().contains("embed="))
                .findFirst()
                .orElseThrow();
    }

    static Frame awaitFrame(Page page, String part) {
        for (int i = 0; i < 150; i++) {
            for (Frame frame : page.frames()) {
                if (frame.url().contains(part)) {
                    return frame;
                }
            }
            page.waitForTimeout(100);
        }
        throw new AssertionError("There is no frame at …%s…, only %s"
                .formatted(part, page.frames().stream().map(Frame::url).toList()));
    }

    String order(Page page) {
        return String.valueOf(page.evaluate("""
                async () => (await (await fetch('/orders', { method: 'POST', body: new URLSearchParams({ sku: 'assam' }) })).json()).orderId"""));
    }

    /** As a shop's script would, writing down what it is told. */
    static void openWindow(Page page, String order) {
        page.evaluate("""
                orderId => {
                  window.heard = [];
                  window.nonce = () => new URL(document.querySelector('[data-test-id=payment-iframe]').src).searchParams.get('embed');
                  window.gateway = new PaymentGateway({
                    key: 'key_test_1', orderId,
                    onSuccess: () => heard.push('success'),
                    onFailure: () => heard.push('failure'),
                    onClose: ({ completed }) => heard.push('close:' + completed),
                  }).open();
                }""", order);
    }

    /** @param nonce a JavaScript expression, in which {@code nonce} is the right one */
    static void tellFromFrame(Page page, String type, String nonce) {
        content(page).evaluate("""
                () => {
                  const nonce = new URL(location).searchParams.get('embed');
                  parent.postMessage({ source: 'florin-checkout', nonce: %s, type: '%s', paymentId: 'pay_1', orderId: 'order_1', signature: 's' }, '*');
                }""".formatted(nonce, type));
    }

    void register(String... origins) {
        profiles.replace(merchant.tenant(), new MerchantProfile("Tea House", "#1f6f4a", null, List.of(origins), false));
    }

    String florin() {
        return "http://localhost:" + port;
    }
}
