package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.florin.ApiClient;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.members.DemoOwner;
import dev.florin.members.MemberFixture;
import dev.florin.members.People;
import dev.florin.members.Person;
import dev.florin.members.Role;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import dev.florin.settlements.Settlements;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From the first payment to the bank's reference, as the merchant and whoever pays see it. */
@BrowserTest
class SettlementPagesTests {

    private static final String GOOD = "4242424242424242";

    @LocalServerPort
    private int port;

    @Autowired
    private Merchants merchants;

    @Autowired
    private People people;

    @Autowired
    private Settlements settlements;

    private Tenant tenant;
    private ApiClient api;
    private Person owner;

    @BeforeEach
    void aMerchant() {
        Keyed merchant = MerchantFixture.merchant(merchants);
        tenant = merchant.tenant();
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        owner = MemberFixture.member(people, tenant.merchant(), Role.OWNER);
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void everyPageIsFitToBeUsed(Look look, Visitor visitor) {
        Page page = enter(look, visitor);
        see(visitor, page, "/settlements", "settlements-none");
        see(visitor, page, "/settings/bank-account", "bank-account");
        pay();
        see(visitor, page, "", "overview-payout");
        settle();
        see(visitor, page, "/settlements", "settlements-on-hold");
        String id =
                api.get("/settlements").body().path("data").path(0).path("id").asString("");
        see(visitor, page, "/settlements/" + id, "settlement-on-hold");
        see(visitor, page, "/settlements?status=paid", "settlements-narrowed");
        page.locator(".sieve summary").click();
        visitor.examine(page);

        Page console = new Desk(visitor, url()).enter(look, DemoOwner.EMAIL, DemoOwner.PASSWORD);
        look(visitor, console, "/admin/settlements", "console-payouts");
        String terms = "/admin/merchants/" + TypeId.format("mer", tenant.merchant()) + "/payouts?live=false";
        look(visitor, console, terms, "console-terms");
    }

    @Test
    void aPayoutIsFollowedFromThePaymentToTheBank(Visitor visitor) throws IOException {
        Page page = enter(Look.DESKTOP, visitor);
        Page console = new Desk(visitor, url()).enter(Look.DESKTOP, DemoOwner.EMAIL, DemoOwner.PASSWORD);
        String terms = url() + "/admin/merchants/" + TypeId.format("mer", tenant.merchant()) + "/payouts?live=false";
        console.navigate(terms);
        Locator fees = console.locator("[data-test-id=add-terms]");
        fees.getByLabel("Part in %").fill("2.5");
        fees.getByLabel("Fixed").fill("3");
        fees.locator("button").click();
        assertThat(console.locator("[data-test-id=terms] tbody tr")).containsText(new String[] {"2.5 %"});
        pay();

        page.navigate(url() + "/test/dashboard/settlements");
        page.locator("[data-test-id=settle-now]").click();
        assertThat(page.locator("[data-test-id=row]")).containsText(new String[] {"On hold"});
        page.locator("[data-test-id=no-account] a").click();
        page.getByLabel("Account holder").fill("Tea House");
        page.getByLabel("IBAN, or Indian account number").fill("DE89 3704 0044 0532 0130 01");
        page.locator("[data-test-id=go]").click();
        assertThat(page.locator("#number-fault")).containsText("no IBAN");
        visitor.examine(page);
        page.getByLabel("IBAN, or Indian account number").fill("DE89 3704 0044 0532 0130 00");
        page.locator("[data-test-id=go]").click();
        assertThat(page.locator(".flash")).containsText("Payouts go to this account");
        assertThat(page.locator("[data-test-id=row]")).containsText(new String[] {"On its way"});

        console.navigate(url() + "/admin/settlements");
        String id =
                api.get("/settlements").body().path("data").path(0).path("id").asString("");
        Locator row = console.locator("[data-test-id=payout]", new Page.LocatorOptions().setHasText(id));
        Download real = console.waitForDownload(
                () -> console.locator("[data-test-id=export]").click());
        assertThat(Files.readString(real.path()))
                .as("no test data among real money")
                .doesNotContain(id);
        Download file = console.waitForDownload(
                () -> console.locator("[data-test-id=export-test]").click());
        assertThat(Files.readString(file.path())).contains(id, "DE89370400440532013000", "968.00");
        row.locator("summary").first().click();
        visitor.shootScreen(console, "console-pay");
        row.getByLabel("The bank’s reference").fill("UTR 4711");
        row.locator("button", new Locator.LocatorOptions().setHasText("It is paid"))
                .click();
        assertThat(console.locator(".flash")).containsText("Noted: it is paid.");

        page.locator("[data-test-id=row] a").first().click();
        assertThat(page.locator("[data-test-id=state]")).hasText("Paid");
        assertThat(page.locator("[data-test-id=payout]")).hasText(Pattern.compile("INR.968\\.00"));
        assertThat(page.locator("main")).containsText("UTR 4711");
        assertThat(page.locator("[data-test-id=line]")).hasCount(3);
        visitor.shoot(page, "settlement-paid");
        Download lines = page.waitForDownload(
                () -> page.locator("[data-test-id=lines-csv]").click());
        assertThat(Files.readString(lines.path()))
                .contains("500.00,15.50,484.50")
                .contains("INR,-", "refund");
        Download statement = page.waitForDownload(
                () -> page.locator("[data-test-id=statement]").click());
        try (var pdf = Loader.loadPDF(statement.path().toFile())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("Settlement statement", "968.00", "UTR 4711", id);
        }
        Files.copy(
                statement.path(),
                java.nio.file.Path.of("target/screenshots/statement.pdf"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        page.navigate(url() + "/test/dashboard/search?q=" + id);
        assertThat(page).hasURL(Pattern.compile(".*/settlements/" + id));
        page.navigate(url() + "/test/dashboard/security/audit");
        assertThat(page.locator("main"))
                .containsText(Pattern.compile("payout\\.pay.*bank_account\\.change.*terms\\.add", Pattern.DOTALL));
        page.navigate(url() + "/test/dashboard/settlements/" + id);
        page.locator("[data-test-id=line] a").first().click();
        assertThat(page).hasURL(Pattern.compile(".*/payments/pay_.*"));
    }

    @Test
    void whoMovesNoMoneySeesNoAccountToChange(Visitor visitor) {
        Person support = MemberFixture.member(people, tenant.merchant(), Role.SUPPORT);
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP, support.email(), MemberFixture.PASSWORD);
        page.navigate(url() + "/test/dashboard/settlements");
        assertThat(page.locator("[data-test-id=no-account]")).containsText("somebody of finance");
        assertThat(page.locator("[data-test-id=settle-now]")).hasCount(0);
        visitor.expect("status of 403");
        page.navigate(url() + "/test/dashboard/settings/bank-account");
        assertThat(page.locator("main")).containsText("This is not for you");
    }

    /** Two payments and a refund, which can be settled when this returns. */
    private void pay() {
        String first = api.pay(GOOD).text("id");
        api.pay(GOOD);
        api.post("/payments/" + first + "/refunds", "{\"amount\":100,\"reason\":\"One cup was cold\"}");
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
    }

    private void settle() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !settlements.settleNow(tenant).isEmpty());
    }

    private void see(Visitor visitor, Page page, String path, String name) {
        look(visitor, page, "/test/dashboard" + path, name);
    }

    private void look(Visitor visitor, Page page, String path, String name) {
        page.navigate(url() + path);
        visitor.examine(page);
        visitor.assertFits(page);
        visitor.shoot(page, name);
    }

    private Page enter(Look look, Visitor visitor) {
        return new Desk(visitor, url()).enter(look, owner.email(), MemberFixture.PASSWORD);
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
