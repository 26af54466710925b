package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.florin.ApiClient;
import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.TypeId;
import dev.florin.members.MemberFixture;
import dev.florin.members.People;
import dev.florin.members.Person;
import dev.florin.members.Role;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Disputes in the portal, as people see and answer them. */
@BrowserTest
class DisputePagesTests {

    private static final FilePayload SLIP =
            new FilePayload("slip.pdf", "application/pdf", "%PDF-1.7 a slip".getBytes(StandardCharsets.US_ASCII));

    @LocalServerPort
    private int port;

    @Autowired
    private Merchants merchants;

    @Autowired
    private People people;

    @Autowired
    private SandboxAcquirer acquirer;

    private Keyed merchant;
    private ApiClient api;
    private Person owner;

    @BeforeEach
    void aMerchant() {
        merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        owner = MemberFixture.member(people, merchant.tenant().merchant(), Role.OWNER);
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void everyPageIsFitToBeUsed(Look look, Visitor visitor) {
        Page page = enter(look, visitor, owner);
        see(visitor, page, "/disputes", "disputes-none");
        String open = disputed("fraudulent");
        String other = disputed("product_not_received");
        String won = disputed("duplicate");
        new SandboxTalk(acquirer.address()).control("POST", "disputes/" + acquirers(won) + "/win", "");
        await().until(() -> api.get("/disputes/" + won).text("status").equals("won"));
        see(visitor, page, "", "overview-dispute");
        see(visitor, page, "/disputes", "disputes-many");
        see(visitor, page, "/disputes?status=won", "disputes-filtered");
        see(visitor, page, "/disputes/" + open, "dispute-open");
        see(visitor, page, "/disputes/" + won, "dispute-won");
        see(visitor, page, "/disputes/" + open + "/submit", "dispute-submit-nothing");
        see(visitor, page, "/disputes/" + other + "/accept", "dispute-accept");
        see(visitor, page, "/payments/" + api.get("/disputes/" + open).text("payment_id"), "payment-disputed");
        go(page, "/disputes/" + open);
        page.getByLabel("The customer’s name").fill("Mina Rao");
        page.getByLabel("Tracking number").fill("EM123456789IN");
        page.getByTestId("save").click();
        assertThat(page.locator(".flash")).containsText("The draft is saved");
        page.setInputFiles("#file", SLIP);
        page.getByTestId("upload").click();
        assertThat(page.getByTestId("file")).hasCount(1);
        see(visitor, page, "/disputes/" + open, "dispute-draft");
        see(visitor, page, "/disputes/" + open + "/submit", "dispute-submit");
    }

    @Test
    void evidenceIsGatheredAndSubmittedOnceHoweverOneClicks(Visitor visitor) {
        String dispute = disputed("product_not_received");
        Page page = enter(Look.DESKTOP, visitor, owner);
        page.getByTestId("matters").getByText("Look").click();
        assertThat(page.getByTestId("deadline")).containsText("6 days left");
        page.getByLabel("What was sold").fill("Two kilos of tea\nand a pot");
        page.getByTestId("save").click();
        assertThat(page.locator(".flash")).containsText("The draft is saved");
        go(page, "/disputes/" + dispute);
        assertThat(page.getByLabel("What was sold")).hasValue("Two kilos of tea\nand a pot");
        visitor.expect(".*422.*");
        page.setInputFiles("#file", new FilePayload("a.pdf", "application/pdf", "<html>".getBytes()));
        page.getByTestId("upload").click();
        assertThat(page.locator(".alert-danger").first()).containsText("PDF, a PNG or a JPEG");
        assertThat(page.getByLabel("What was sold")).hasValue("Two kilos of tea\nand a pot");
        go(page, "/disputes/" + dispute);
        page.getByLabel("What was sold").fill("Three kilos of tea");
        page.setInputFiles("#file", new FilePayload("b.pdf", "application/pdf", new byte[5 * 1024 * 1024 + 1]));
        page.getByTestId("upload").click();
        assertThat(page.locator("#file")).hasJSProperty("validationMessage", "A file may have at most 5 MB.");
        assertThat(page.getByLabel("What was sold")).hasValue("Three kilos of tea");
        page.setInputFiles("#file", SLIP);
        page.getByTestId("upload").click();
        assertThat(page.getByTestId("file")).containsText("slip.pdf");
        page.getByLabel("Tracking number").fill("EM123456789IN");
        page.getByTestId("go-on").click();
        assertThat(page.locator("main")).containsText("You can submit once");
        assertThat(page.locator("main")).containsText("EM123456789IN");
        page.getByTestId("go").dblclick();
        page.waitForURL("**/disputes/" + dispute);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("/disputes/" + dispute).text("status").equals("under_review"));
        go(page, "/disputes/" + dispute);
        assertThat(page.getByTestId("state")).hasText("Under review");
        assertThat(page.getByTestId("texts")).containsText("EM123456789IN");
        assertThat(page.locator(".story b", new Page.LocatorOptions().setHasText("Evidence submitted by you")))
                .hasCount(1);
        assertThat(page.locator("textarea")).hasCount(0);
    }

    @Test
    void aDisputeIsAcceptedAfterAWarning(Visitor visitor) {
        String dispute = disputed("duplicate");
        Page page = enter(Look.PHONE.withoutScript(), visitor, owner);
        go(page, "/disputes/" + dispute);
        page.getByTestId("accept").click();
        assertThat(page.locator("main")).containsText("This cannot be taken back");
        page.getByTestId("go").click();
        assertThat(page.locator(".flash")).containsText("the customer keeps the money");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("/disputes/" + dispute).text("status").equals("accepted"));
        go(page, "/payments/" + api.get("/disputes/" + dispute).text("payment_id"));
        assertThat(page.getByTestId("refundable")).hasText("INR\u00a00.00");
        assertThat(page.getByTestId("refund")).hasCount(0);
        assertThat(page.getByTestId("dispute-row")).containsText("Accepted");
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void aFileThatIsTooLargeIsRefusedWithAPageThatSaysSo(Look look, Visitor visitor) {
        String dispute = disputed("duplicate");
        Page page = enter(look.withoutScript(), visitor, owner);
        go(page, "/disputes/" + dispute);
        visitor.expect(".*413.*");
        page.setInputFiles("#file", new FilePayload("video.pdf", "application/pdf", new byte[6 << 20]));
        page.getByTestId("upload").click();
        assertThat(page.locator("h1")).hasText("That file is too large");
        assertThat(page.locator("main")).containsText("A file may have at most 5 MB.");
        visitor.assertFits(page);
        visitor.shoot(page, "upload-too-large");
        page.getByText("Go on").click();
        assertThat(page.locator("h1")).isVisible();
        page.waitForURL("**/test/dashboard");
        assertThat(api.get("/disputes/" + dispute).body().path("files")).isEmpty();
    }

    @Test
    void whoMayOnlyLookSeesNoForm(Visitor visitor) {
        String dispute = disputed("unrecognized");
        Person support = MemberFixture.member(people, merchant.tenant().merchant(), Role.SUPPORT);
        Page page = enter(Look.DESKTOP, visitor, support);
        go(page, "/disputes/" + dispute);
        assertThat(page.getByTestId("state")).hasText("Needs a response");
        assertThat(page.locator("textarea")).hasCount(0);
        assertThat(page.getByTestId("accept")).hasCount(0);
    }

    /** A dispute of a new payment, once Florin knows of it. */
    private String disputed(String reason) {
        String payment = api.pay("4242424242424242").text("id");
        new SandboxTalk(acquirer.address())
                .control(
                        "POST",
                        "disputes",
                        "{\"authorization\":\"%s\",\"reason\":\"%s\"}"
                                .formatted(TypeId.parse("pay", payment).orElseThrow(), reason));
        String list = "/disputes?payment_id=" + payment;
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get(list).body().path("data").size() == 1);
        return api.get(list).body().at("/data/0/id").asString();
    }

    private String acquirers(String dispute) {
        return api.get("/disputes/" + dispute).text("acquirer_reference");
    }

    private Page enter(Look look, Visitor visitor, Person person) {
        return desk(visitor).enter(look, person.email(), MemberFixture.PASSWORD);
    }

    private void go(Page page, String path) {
        page.navigate("http://localhost:" + port + "/test/dashboard" + path);
    }

    private void see(Visitor visitor, Page page, String path, String name) {
        go(page, path);
        Locator main = page.locator("main");
        assertThat(main).isVisible();
        assertThat(page.title()).isNotEmpty();
        visitor.examine(page);
        visitor.assertFits(page);
        visitor.shoot(page, name);
    }

    private Desk desk(Visitor visitor) {
        return new Desk(visitor, "http://localhost:" + port);
    }
}
