package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The documentation, for everybody and in the portal. */
@BrowserTest
class DocsPagesTests {

    private static final List<String> PAGES = List.of(
            "",
            "/quickstart",
            "/keys",
            "/testing",
            "/going-live",
            "/payments",
            "/checkout",
            "/sdk",
            "/refunds",
            "/webhooks",
            "/idempotency",
            "/lists",
            "/limits",
            "/versions",
            "/security",
            "/errors",
            "/errors/amount_too_large",
            "/errors/card_declined",
            "/api",
            "/api/orders",
            "/api/payments",
            "/search?q=refund");

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void everyPageCanBeReadByEverybody(Look look, Visitor visitor) {
        Page page = visitor.open(look);
        for (String path : PAGES) {
            page.navigate(url() + "/docs" + path);
            visitor.examine(page);
            visitor.assertFits(page);
            visitor.shoot(page, "docs" + path.replaceAll("[^a-z_-]+", "-"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void thePortalShowsTheSamePages(Look look, Visitor visitor) {
        Page page = new Desk(visitor, url()).enter(look);
        for (String path : List.of("", "/quickstart", "/webhooks", "/errors/amount_too_large", "/api/payments")) {
            page.navigate(url() + "/test/dashboard/docs" + path);
            visitor.examine(page);
            visitor.assertFits(page);
            visitor.shoot(page, "portal-docs" + path.replaceAll("[^a-z_-]+", "-"));
        }
        page.navigate(url() + "/test/dashboard/docs/quickstart");
        assertThat(page.locator(".docs-article")).containsText("key_test_abc123:secret_test_xyz789");
        page.navigate(url() + "/test/dashboard/docs/search?q=refund_failed");
        page.locator(".docs-hits a").first().click();
        assertThat(page).hasURL(url() + "/test/dashboard/docs/errors/refund_failed");
    }

    @Test
    void aLanguageIsChosenOnceForAllSamples(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, url() + "/docs/quickstart");
        Locator python = page.locator(".docs-code-head a[data-language=python]");

        python.last().click();

        assertThat(page.locator(".docs-panel[data-language=python]").first()).isVisible();
        assertThat(page.locator(".docs-panel[data-language=js]").first()).isHidden();
        page.navigate(url() + "/docs/payments");
        assertThat(page.locator(".docs-panel[data-language=python]").first()).isVisible();
    }

    @Test
    void withoutScriptsEverythingCanBeReadAndFound(Visitor visitor) {
        Page page = visitor.open(Look.PHONE.withoutScript(), url() + "/docs/quickstart");

        page.locator(".docs-code-head a[data-language=php]").first().click();
        assertThat(page.locator(".docs-panel[data-language=php]").first()).isVisible();
        page.getByText("All pages", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        page.locator(".docs-nav")
                .getByText("Refunds", new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(page.locator("h1")).hasText("Refunds");
        page.locator("#docs-q").fill("currency_unknown");
        page.locator("#docs-q").press("Enter");
        page.locator(".docs-hits a").first().click();
        assertThat(page.locator("h1")).hasText("currency_unknown");
        page.navigate(url() + "/docs/api");
        page.locator("#docs-filter").fill("/capture");
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Filter"))
                .click();
        assertThat(page.locator("[data-operation]")).hasCount(1);
    }

    @Test
    void operationsAreFilteredWhileTypingAndSamplesCopiedByAClick(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, url() + "/docs/api");
        page.locator("#docs-filter").pressSequentially("/capture");
        assertThat(page.locator("[data-operation]:visible")).hasCount(1);
        page.locator("#docs-filter").fill("xyzzy");
        assertThat(page.locator("[data-filter-none]")).isVisible();

        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.navigate(url() + "/docs/keys");
        page.locator(".docs-copy").first().click();
        assertThat(page.locator(".docs-copy").first()).hasText("Copied");
        org.assertj.core.api.Assertions.assertThat(page.evaluate("navigator.clipboard.readText()"))
                .asString()
                .startsWith("curl http://localhost:" + port);
        page.keyboard().press("/");
        assertThat(page.locator("#docs-q")).isFocused();
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
