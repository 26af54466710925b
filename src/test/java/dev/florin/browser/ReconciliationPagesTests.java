package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.florin.ApiClient;
import dev.florin.members.MemberFixture;
import dev.florin.members.People;
import dev.florin.members.Person;
import dev.florin.members.Role;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A bookkeeper uploads a statement, sees what agrees, and works what does not. */
@BrowserTest
class ReconciliationPagesTests {

    private static final String GOOD = "4242424242424242";

    @LocalServerPort
    private int port;

    @Autowired
    private Merchants merchants;

    @Autowired
    private People people;

    private ApiClient api;
    private Person finance;

    @BeforeEach
    void aMerchant() {
        Keyed merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        finance = MemberFixture.member(people, merchant.tenant().merchant(), Role.FINANCE);
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void aStatementIsUploadedAndWhatDoesNotAgreeIsWorked(Look look, Visitor visitor) {
        var desk = new Desk(visitor, "http://localhost:" + port);
        Page page = desk.enter(look, finance.email(), MemberFixture.PASSWORD);
        desk.go(page, "/reconciliation");
        see(visitor, page, "none");

        String paid = api.pay(GOOD).text("id");
        String twice = api.pay(GOOD).text("id");
        String less = api.pay(GOOD).text("id");
        api.pay(GOOD);
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String csv = """
                entry_id,booked_on,reference,amount,fee,currency,description
                1,%1$s,%2$s,490.00,10.00,INR,Tea house
                2,%1$s,%3$s,500.00,,INR,Tea house
                3,%1$s,%3$s,500.00,,INR,Tea house
                4,%1$s,%4$s,480.50,,INR,Tea house
                5,%1$s,INVOICE 4711,12.50,,INR,Somebody paid an invoice that nobody here knows of
                6,%1$s,%4$s,many,,INR,Tea house
                """.formatted(today, paid, twice, less);
        page.getByTestId("upload").click();
        see(visitor, page, "upload");
        page.locator("#file")
                .setInputFiles(new FilePayload("march.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        page.getByTestId("go").click();
        assertThat(page.getByTestId("exception"))
                .hasCount(3, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
        assertThat(page.getByTestId("bad-line")).hasCount(1);
        assertThat(page.getByTestId("entries")).hasText("5");
        see(visitor, page, "statement");

        desk.go(page, "/reconciliation");
        assertThat(page.getByTestId("day")).hasCount(1);
        see(visitor, page, "days");
        page.getByTestId("exceptions").click();
        see(visitor, page, "exceptions");

        page.getByTestId("exception")
                .filter(containing("Another amount"))
                .locator("a")
                .click();
        assertThat(page.getByTestId("difference")).hasText("INR\u00a0-19.50");
        see(visitor, page, "exception");
        page.getByText("Adjust:").check();
        page.locator("#reason").fill("The acquirer will not pay the rest");
        page.getByTestId("go").dblclick();
        assertThat(page.locator(".flash")).isVisible();
        assertThat(page.getByTestId("decision")).hasCount(1);
        see(visitor, page, "settled");
        page.locator("#undo-reason").fill("It will, they say");
        page.getByTestId("undo").click();
        assertThat(page.getByTestId("state")).hasText("Open");

        desk.go(page, "/reconciliation/exceptions?result=duplicate");
        page.getByTestId("exception").locator("a").click();
        page.getByText("Refund the customer").check();
        page.locator("#reason").fill("Charged twice");
        page.getByTestId("go").click();
        assertThat(page.getByTestId("state")).hasText("Settled");
        assertThat(api.get("/refunds?payment_id=" + twice).body().path("data")).hasSize(1);

        desk.go(page, "/reconciliation/sources");
        see(visitor, page, "sources");
        page.locator("main table a").first().click();
        page.locator("#sample")
                .setInputFiles(new FilePayload("march.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        page.getByTestId("preview-button").click();
        assertThat(page.getByTestId("preview")).containsText("INVOICE 4711");
        see(visitor, page, "preview");
        page.getByTestId("save").click();
        assertThat(page.locator(".flash")).isVisible();

        desk.go(page, "/reconciliation");
        page.getByTestId("fetch").click();
        assertThat(page.locator("h1")).containsText("sandbox " + today);
    }

    private static com.microsoft.playwright.Locator.FilterOptions containing(String text) {
        return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
    }

    private static void see(Visitor visitor, Page page, String name) {
        visitor.examine(page);
        visitor.assertFits(page);
        visitor.shoot(page, "reconciliation-" + name);
    }
}
