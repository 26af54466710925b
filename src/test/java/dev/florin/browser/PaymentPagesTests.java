package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import dev.florin.ApiClient;
import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.journeys.MovableTime;
import dev.florin.members.MemberFixture;
import dev.florin.members.People;
import dev.florin.members.Person;
import dev.florin.members.Role;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import dev.florin.payments.PaymentId;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Payments, orders and refunds in the portal, as people see and use them. */
@BrowserTest
@Import(MovableTime.Configuration.class)
class PaymentPagesTests {

    private static final String GOOD = "4242424242424242";

    @LocalServerPort
    private int port;

    @Autowired
    private Merchants merchants;

    @Autowired
    private People people;

    @Autowired
    private SandboxOptions sandbox;

    @Autowired
    private MovableTime time;

    private ApiClient api;
    private Person owner;

    @BeforeEach
    void aMerchant() {
        Keyed merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        owner = MemberFixture.member(people, merchant.tenant().merchant(), Role.OWNER);
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void everyPageIsFitToBeUsed(Look look, Visitor visitor) {
        Page page = enter(look, visitor);
        for (String list : List.of("payments", "orders", "refunds")) {
            see(visitor, page, "/" + list, list + "-none");
        }
        String order = api.post("/orders", """
                {"currency":"INR","receipt":"Table 7","customer":{"name":"Mina Rao","email":"mina.rao@example.com","phone":"+91 98765 43210"},
                 "line_items":[{"sku":"tea","name":"Two cups of masala tea with milk","quantity":2,"unit_amount":12500},
                  {"name":"Cake","quantity":1,"unit_amount":25000}],"metadata":{"table":"7"}}""").text("id");
        see(visitor, page, "/orders/" + order, "order-open");
        String paid = payment(order);
        see(visitor, page, "/payments", "payments-one");
        String refund = api.post(
                        "/payments/" + paid + "/refunds",
                        "{\"amount\":12500,\"reason\":\"One cup was cold\"}",
                        "Prefer",
                        "wait=20")
                .text("id");
        String authorized = api.authorize(GOOD).text("id");
        String declined = api.pay("4000000000000002").text("id");
        for (int i = 0; i < 26; i++) {
            api.post(
                    "/payments",
                    ApiClient.payment(
                            i % 7 == 3 ? "4000000000009995" : GOOD,
                            "\"description\":\"Order " + i + " of a long day at the tea house\","));
        }
        see(visitor, page, "/payments", "payments-many");
        see(visitor, page, "/payments?status=failed&amount_min=nothing", "payments-filtered");
        page.locator(".sieve summary").click();
        visitor.examine(page);
        visitor.shootScreen(page, "payments-filter-open");
        see(visitor, page, "/payments/" + paid, "payment-refunded");
        see(visitor, page, "/payments/" + authorized, "payment-authorized");
        see(visitor, page, "/payments/" + declined, "payment-declined");
        see(visitor, page, "/orders", "orders-many");
        see(visitor, page, "/orders/" + order, "order-paid");
        see(visitor, page, "/refunds", "refunds-one");
        see(visitor, page, "/refunds/" + refund, "refund");
        see(visitor, page, "/search?q=4242", "search-found");
        see(visitor, page, "/search?q=nowhere", "search-nothing");
        for (String form : List.of("capture", "void")) {
            see(visitor, page, "/payments/" + authorized + "/" + form, "form-" + form);
        }
        see(visitor, page, "/payments/" + paid + "/refund", "form-refund");
        go(page, "/payments/" + paid);
        page.getByTestId("refund").click();
        assertThat(page.locator("#dialog #amount")).isVisible();
        page.locator("#dialog #amount").fill("9999999");
        page.locator("#dialog").getByTestId("go").click();
        assertThat(page.locator("#dialog #amount-fault")).containsText("375.00 INR");
        visitor.examine(page);
        visitor.shootScreen(page, "dialog-refund");
    }

    @Test
    void aRefundIsMadeOnceHoweverOneClicks(Visitor visitor) {
        String payment = api.pay(GOOD).text("id");
        Page page = enter(Look.DESKTOP, visitor);
        go(page, "/payments/" + payment);
        page.getByTestId("refund").click();
        Locator dialog = page.locator("#dialog");
        assertThat(dialog.getByTestId("most")).hasText("INR\u00a0500.00");
        dialog.getByLabel("Amount in INR").fill("123.45");
        dialog.getByTestId("go").dblclick();
        assertThat(page.locator(".flash")).containsText("INR\u00a0123.45");
        assertThat(page.getByTestId("refund-row")).hasCount(1);
        // once more, by Enter and a click at the same time
        page.getByTestId("refund").click();
        dialog.getByLabel("Amount in INR").fill("100");
        page.evaluate("""
                const form = document.querySelector('#dialog form');
                form.requestSubmit(); form.querySelector('[data-test-id=go]').click(); form.requestSubmit();""");
        assertThat(page.getByTestId("refund-row")).hasCount(2);
        api.get("/refunds?payment_id=" + payment)
                .body()
                .path("data")
                .forEach(refund -> awaitProcessed(refund.path("id").asString()));
        long refunded = SandboxLog.read(sandbox.log())
                .charge(PaymentId.of(payment).value())
                .refunded();
        assertThat(refunded).isEqualTo(22_345);
    }

    @Test
    void anAuthorisationIsCapturedInPartsAndVoidedWithoutScripts(Visitor visitor) {
        String payment = api.authorize(GOOD).text("id");
        Page page = enter(Look.PHONE.withoutScript(), visitor);
        go(page, "/payments/" + payment);
        page.getByTestId("capture").click();
        page.getByLabel("Amount in INR").fill("200");
        page.getByTestId("go").click();
        assertThat(page.locator(".flash")).containsText("INR\u00a0200.00 is captured in all.");
        assertThat(page.getByTestId("capturable")).hasText("INR\u00a0300.00");
        page.getByTestId("capture").click();
        page.getByLabel("Amount in INR").fill("300.01");
        page.getByTestId("go").click();
        assertThat(page.locator("#amount-fault")).containsText("300.00 INR");
        assertThat(page.getByLabel("Amount in INR")).hasValue("300.01");
        go(page, "/payments/" + payment);
        page.getByTestId("void").click();
        page.getByTestId("go").click();
        assertThat(page.locator(".flash")).containsText("released");
        assertThat(page.getByTestId("state")).hasText("Captured");
        var charge = SandboxLog.read(sandbox.log()).charge(PaymentId.of(payment).value());
        assertThat(List.of(charge.captured(), charge.voided())).containsExactly(20_000L, 30_000L);
    }

    @Test
    void listsAreFilteredAndFollowedWithoutScripts(Visitor visitor) {
        String declined = api.pay("4000000000000002").text("id");
        api.pay(GOOD);
        Page page = enter(Look.DESKTOP.withoutScript(), visitor);
        go(page, "/payments");
        assertThat(page.getByTestId("row")).hasCount(2);
        page.locator(".sieve summary").click();
        page.getByLabel("failed", new GetByLabelOptions().setExact(true)).check();
        page.locator(".sieve button").click();
        assertThat(page).hasURL(Pattern.compile(".*[?&]status=failed.*"));
        assertThat(page.getByTestId("row")).hasCount(1);
        page.locator(".whole-row").click();
        assertThat(page).hasURL(url() + "/test/dashboard/payments/" + declined);
        page.goBack();
        page.locator(".chip").click();
        assertThat(page.getByTestId("row")).hasCount(2);
        page.locator("[data-search]").fill(declined);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(url() + "/test/dashboard/payments/" + declined);
    }

    @Test
    void aPillTellsThatThereAreNewPayments(Visitor visitor) {
        api.pay(GOOD);
        Page page = enter(Look.DESKTOP, visitor);
        go(page, "/payments");
        assertThat(page.getByTestId("arrived")).isHidden();
        api.pay(GOOD);
        assertThat(page.getByTestId("arrived")).hasText("1 new");
        api.pay(GOOD);
        assertThat(page.getByTestId("arrived")).hasText("2 new");
        assertThat(page.getByTestId("row")).hasCount(1); // the list stays as it is
        visitor.examine(page);
        visitor.shootScreen(page, "payments-arrived");
        page.getByTestId("arrived").click();
        assertThat(page.getByTestId("row")).hasCount(3);
    }

    @Test
    void aLargeRefundNeedsAProofInTheDialogToo(Visitor visitor) {
        String payment =
                api.post("/payments", """
                {"amount":9000000,"currency":"INR","card":{"number":"%s","exp_month":12,"exp_year":2030,"cvc":"123"}}""".formatted(GOOD), "Prefer", "wait=20").text("id");
        Page page = enter(Look.DESKTOP, visitor);
        time.pass(Duration.ofMinutes(11));
        go(page, "/payments/" + payment);
        page.getByTestId("refund").click();
        page.locator("#dialog #amount").fill("30000");
        page.locator("#dialog").getByTestId("go").click();
        page.locator("#dialog #proof-password").fill(MemberFixture.PASSWORD);
        page.locator("#dialog button").click();
        assertThat(page.locator(".flash")).containsText("INR\u00a030,000.00");
        assertThat(page.getByTestId("refund-row")).hasCount(1);
    }

    private String payment(String order) {
        return api.post("/payments", """
                {"order_id":"%s","card":{"number":"%s","exp_month":12,"exp_year":2030,"cvc":"123"}}""".formatted(order, GOOD), "Prefer", "wait=20")
                .text("id");
    }

    private void awaitProcessed(String refund) {
        for (int i = 0; i < 200 && api.get("/refunds/" + refund).text("status").equals("pending"); i++) {
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
        assertThat(api.get("/refunds/" + refund).text("status")).isEqualTo("processed");
    }

    private Page enter(Look look, Visitor visitor) {
        return new Desk(visitor, url()).enter(look, owner.email(), MemberFixture.PASSWORD);
    }

    private void go(Page page, String path) {
        page.navigate(url() + "/test/dashboard" + path);
    }

    private void see(Visitor visitor, Page page, String path, String name) {
        go(page, path);
        visitor.examine(page);
        visitor.assertFits(page);
        visitor.shoot(page, name);
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
