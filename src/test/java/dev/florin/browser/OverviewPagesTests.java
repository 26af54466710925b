package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.florin.ApiClient;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.DemoMerchant;
import dev.florin.merchants.Merchants;
import dev.florin.platform.DatabaseOwner;
import dev.florin.seed.Seeding;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** The overview of a merchant that has no payment, then one, then a hundred thousand. */
@BrowserTest
@TestPropertySource(properties = "spring.application.name=florin-overview") // a database that nobody else pays in
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OverviewPagesTests {

    private static final int MANY = Integer.getInteger("overview.payments", 100_000);
    private static boolean paid;
    private static boolean seeded;

    @LocalServerPort
    private int port;

    @Autowired
    private DatabaseOwner owner;

    @Autowired
    private InstantSource clock;

    @Autowired
    private Merchants merchants;

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    @Order(1)
    void beforeTheFirstPaymentItSaysWhatToDo(Look look, Visitor visitor) {
        Page page = enter(look, visitor);

        assertThat(page.getByTestId("nothing-yet")).containsText("Create an order by API");
        assertThat(page.getByTestId("steps")).containsText("Take a test payment");
        assertThat(page.locator("figure")).hasCount(0);
        inspect(page, visitor, "overview-0");
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    @Order(2)
    void theFirstPaymentIsThereAtOnce(Look look, Visitor visitor) {
        if (!paid) {
            paid = true;
            var api = new ApiClient(port);
            api.pay("4242424242424242");
            api.authorize("4242424242424242");
            api.pay("4000000000009995");
        }
        Page page = enter(look, visitor);

        assertThat(value(page, "gross")).hasText("INR 500.00");
        assertThat(value(page, "payments")).hasText("2");
        assertThat(value(page, "success")).hasText("66.7 %");
        assertThat(page.getByTestId("reasons")).containsText("Insufficient funds");
        assertThat(page.getByTestId("recent").locator("tbody tr")).hasCount(3);
        assertThat(page.getByTestId("steps").locator("li.done")).not().hasCount(0);
        inspect(page, visitor, "overview-1");
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    @Order(3)
    void manyPaymentsAreSeenAtAGlance(Look look, Visitor visitor) throws Exception {
        seed();
        Page page = enter(look, visitor);
        for (String period : new String[] {"today", "7d", "30d", "12m"}) {
            page.navigate(url() + "/test/dashboard?period=" + period);
            assertThat(page.locator(".drawn canvas")).hasCount(2);
            inspect(page, visitor, "overview-many-" + period);
        }
        page.locator(".twin summary").first().click();
        page.locator(".custom-period summary").click();
        inspect(page, visitor, "overview-many-open");
    }

    @Test
    @Order(4)
    void thePointerIsToldTheFigures(Visitor visitor) throws Exception {
        seed();
        Page page = enter(Look.DESKTOP, visitor);
        page.locator(".drawn .u-over").first().hover();

        assertThat(page.locator(".tip").first()).isVisible();
        assertThat(page.locator(".tip").first()).containsText("INR");
        visitor.shootScreen(page, "overview-tip");
    }

    @Test
    @Order(5)
    void everyCurrencyHasItsOwnFiguresAndDecimals(Visitor visitor) throws Exception {
        seed();
        Page page = enter(Look.DESKTOP, visitor);
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Currency"))
                .getByText("JPY")
                .click();
        assertThat(value(page, "gross")).hasText(Pattern.compile("JPY\\s[\\d,]+"));
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Currency"))
                .getByText("KWD")
                .click();
        assertThat(value(page, "gross")).hasText(Pattern.compile("KWD\\s[\\d,]+\\.\\d{3}"));
        visitor.shoot(page, "overview-kwd");
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    @Order(6)
    void withoutAScriptThePictureIsTheServers(Look look, Visitor visitor) throws Exception {
        seed();
        Page page = enter(look.withoutScript(), visitor);

        assertThat(page.locator("figure svg")).hasCount(2);
        assertThat(page.locator("figure svg").first()).isVisible();
        assertThat(page.locator("figure svg .bars")).hasAttribute("d", Pattern.compile("^M.+"));
        page.locator(".twin summary").first().click();
        assertThat(page.locator(".twin tbody tr").first()).containsText("INR");
        visitor.assertFits(page);
        visitor.shoot(page, "overview-no-script");
    }

    @Test
    @Order(7)
    void aPeriodThatIsNoneIsSaidSo(Visitor visitor) throws Exception {
        seed();
        Page page = enter(Look.DESKTOP, visitor);
        page.navigate(url() + "/test/dashboard?period=custom&from=2026-02-30&to=x");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("That is no period");
        assertThat(page.locator("figure")).hasCount(2);
    }

    @Test
    @Order(8)
    void liveDataBeginsEmpty(Visitor visitor) {
        merchants.issueKey(new Tenant(DemoMerchant.ID, true));
        Page page = enter(Look.DESKTOP, visitor);
        page.navigate(url() + "/dashboard");

        assertThat(page.getByTestId("nothing-yet")).containsText("No live payments yet");
        inspect(page, visitor, "overview-live");
    }

    private void seed() throws Exception {
        if (!seeded) {
            seeded = true;
            new Seeding(owner.dataSource())
                    .seed(DemoMerchant.TENANT, ZoneId.of("Asia/Kolkata"), MANY, clock.instant(), 7, _ -> {});
        }
    }

    private static Locator value(Page page, String measure) {
        return page.getByTestId("measure-" + measure).locator(".value");
    }

    private void inspect(Page page, Visitor visitor, String name) {
        visitor.assertFits(page);
        visitor.examine(page);
        visitor.shoot(page, name);
    }

    private Page enter(Look look, Visitor visitor) {
        return new Desk(visitor, url()).enter(look);
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
