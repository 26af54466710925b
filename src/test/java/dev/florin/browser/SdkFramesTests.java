package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.TypeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The window in narrow places, with every method, and in pages that have no business to show it. */
class SdkFramesTests extends ShopBrowser {

    @Autowired
    SandboxAcquirer acquirer;

    @AfterEach
    void quickAgain() {
        takeItsTime(0);
    }

    // ---- UPI

    @Test
    void aCodeIsScannedFromTheWindow(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        takeItsTime(60_000);
        FrameLocator frame = buy(page);
        frame.locator("label:has(#by-upi)").click();
        frame.locator("button[value=upi_qr]").click();
        assertThat(frame.locator(".qr")).isVisible();
        visitor.examine(page, "[data-test-id=payment-modal]");
        visitor.shootScreen(page, "sdk-upi-qr");

        approve(frame);

        page.waitForURL(THANKS);
        assertThat(page.getByTestId("result")).hasAttribute("data-result", "paid");
    }

    @Test
    void anAppIsOpenedFromTheWindowAndGivenUpForACard(Visitor visitor) {
        Page page = visitor.open(Look.PHONE, shop.url());
        takeItsTime(60_000);
        FrameLocator frame = buy(page);
        frame.locator("label:has(#by-upi)").click();
        frame.locator("button[value=upi_app]").click();
        assertThat(frame.locator(".apps a").first()).hasAttribute("href", Pattern.compile("^upi://pay\\?"));
        visitor.examine(page, "[data-test-id=payment-modal]");
        visitor.shootScreen(page, "sdk-upi-apps");

        frame.getByText("Cancel and pay another way").click();
        takeItsTime(0);
        assertThat(frame.locator("#number")).isVisible();
        pay(frame, "4242424242424242");

        page.waitForURL(THANKS);
        assertThat(page.getByTestId("result")).hasAttribute("data-result", "paid");
    }

    // ---- Narrow, enlarged, and in Hindi

    static Stream<Look> narrow() {
        return Stream.of(
                Look.PHONE.sized(320, 640),
                Look.PHONE.sized(320, 640).in("hi-IN").dark(),
                Look.DESKTOP.zoomed(2),
                Look.DESKTOP.zoomed(2).in("hi-IN"),
                Look.DESKTOP.zoomed(4), // WCAG 2.2, 1.4.10: 320 by 200
                Look.PHONE.in("hi-IN"),
                Look.DESKTOP.in("hi-IN"));
    }

    @ParameterizedTest
    @MethodSource("narrow")
    void theWindowCanBeUsedWhereverItHasToFit(Look look, Visitor visitor) {
        String name = "sdk-%s%s".formatted(look.locale().startsWith("hi") ? "hi-" : "", look.height());
        Page page = visitor.open(look, shop.url());
        FrameLocator frame = buy(page);
        page.waitForTimeout(500); // until it has faded in
        visitor.assertFits(page);
        assertThat(content(page)
                        .evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0);
        visitor.examine(page, "[data-test-id=payment-modal]");
        visitor.shootScreen(page, name);
        assertThat(page.getByTestId("close-modal-button")).isInViewport();

        pay(frame, "4000000000000002");
        assertThat(frame.locator("#notice h2")).isVisible();
        visitor.shootScreen(page, name + "-failed");
        pay(frame, "4242424242424242");

        page.waitForURL(THANKS);
        assertThat(page.getByTestId("result")).hasAttribute("data-result", "paid");
    }

    // ---- Whom it is not shown to, and does not listen to

    @Test
    void aForeignPageFramesNeitherTheCheckoutNorAShopThatDoes(Visitor visitor) throws IOException {
        visitor.expect("frame-ancestors|chrome-error");
        Page buying = visitor.open(Look.DESKTOP, shop.url());
        String order = order(buying);
        try (var own = new Site("localhost");
                var foreign = new Site("127.0.0.1")) {
            register(own.origin());
            own.frames = "%s/checkout/%s?embed=0123456789abcdef&origin=%s".formatted(florin(), order, own.origin());
            Page page = visitor.open(Look.DESKTOP, own.origin());
            assertThat(page.frameLocator("iframe").locator("#number")).isVisible();
            assertThat(visitor.allComplaints()).isEmpty();

            foreign.frames = own.frames;
            page.navigate(foreign.origin());
            assertRefused(visitor, page, 1);

            foreign.frames = own.origin(); // which frames the checkout
            page.navigate(foreign.origin());
            assertRefused(visitor, page, 2);
        }
    }

    @Test
    void theFormIsFilledByThePageAroundItAndByNobodyElse(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, shop.url());
        openWindow(page, order(page));
        FrameLocator frame = frame(page);
        assertThat(frame.locator("#number")).isVisible();
        String prefill = "{ source: 'florin-sdk', nonce: %s, type: 'prefill', prefill: { name: '%s' } }";

        page.evaluate(
                "frames[0].postMessage(%s, '*')".formatted(prefill.formatted("'0123456789abcdef'", "Eve"))); // a guess
        Page florin = page.waitForPopup(() -> page.evaluate("window.open('%s/docs/errors')".formatted(florin())));
        florin.waitForLoadState();
        String nonce = "'" + page.evaluate("nonce()") + "'";
        florin.evaluate("opener.frames[0].postMessage(%s, '*')".formatted(prefill.formatted(nonce, "Mallory")));
        page.waitForTimeout(300);
        assertThat(frame.locator("#name")).hasValue("");

        page.evaluate(
                "frames[0].postMessage(%s, '*')".formatted(prefill.formatted(nonce, "Asha"))); // it could have heard
        assertThat(frame.locator("#name")).hasValue("Asha");
    }

    private static void assertRefused(Visitor visitor, Page page, int times) {
        page.waitForTimeout(1000);
        assertThat(visitor.allComplaints().stream()
                        .filter(complaint -> complaint.contains("frame-ancestors"))
                        .count())
                .as("%s", visitor.allComplaints())
                .isEqualTo(times);
        assertThat(page.frames()).noneMatch(frame -> frame.locator("#number").count() > 0);
    }

    /** As the customer does in the UPI app. */
    private void approve(FrameLocator frame) {
        String payment = String.valueOf(frame.locator("#checkout").getAttribute("data-payment"));
        UUID reference = TypeId.parse("pay", payment).orElseThrow();
        control("upi/%s/approve".formatted(reference), "");
    }

    private void takeItsTime(long millis) {
        control("settings", "{\"delay_ms\":%d}".formatted(millis));
    }

    private void control(String path, String body) {
        assertThat(new SandboxTalk(acquirer.address())
                        .control("POST", path, body)
                        .http())
                .isEqualTo(200);
    }

    /** A page with a frame in it. */
    private static final class Site implements AutoCloseable {

        private final HttpServer server;
        private final String host;
        private volatile String frames = "about:blank";

        Site(String host) throws IOException {
            this.host = host;
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                byte[] page =
                        "<!doctype html><title>A page</title><link rel=icon href=data:,><iframe width=500 height=800 src=\"%s\"></iframe>"
                                .formatted(frames.replace("&", "&amp;"))
                                .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, page.length);
                try (exchange) {
                    exchange.getResponseBody().write(page);
                }
            });
            server.start();
        }

        String origin() {
            return "http://%s:%d".formatted(host, server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
