package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The frame around the pages of those who sign in, and the ways in and out. */
@BrowserTest
class FramePagesTests {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void theFrameIsFitToBeUsed(Look look, Visitor visitor) {
        Page page = visitor.open(look, url() + "/sign-in");
        visitor.examine(page);
        visitor.shoot(page, "sign-in");
        page = new Desk(visitor, url()).enter(look);
        for (String path : List.of("/test/dashboard", "/admin")) {
            page.navigate(url() + path);
            visitor.examine(page);
            visitor.assertFits(page);
            visitor.shoot(page, "frame" + path.replace('/', '-'));
        }
        visitor.expect("status of 404");
        page.navigate(url() + "/test/dashboard/nowhere");
        assertThat(page.locator("h1")).hasText("There is no such page");
        visitor.examine(page);
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void whoSignsInComesToWhereTheyWereGoing(Look look, Visitor visitor) {
        Page page = visitor.open(look.withoutScript(), url() + "/admin");
        assertThat(page).hasURL(url() + "/sign-in");
        page.locator("form[action='/sign-in'] button").click();
        assertThat(page).hasURL(url() + "/admin");
        page.locator("summary .who").click();
        page.locator("form[action='/sign-out'] button").click();
        assertThat(page.locator("[role=status]").first()).hasText("You have signed out.");
        page.navigate(url() + "/admin");
        assertThat(page).hasURL(url() + "/sign-in");
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
