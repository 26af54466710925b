package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers pay on the page of an order. However they go about it, the acquirer's log has one charge. */
class CheckoutPageTests extends CheckoutBrowser {

    // ---- One charge

    @Test
    void aCardIsPaidByTheKeyboardAlone(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, url());
        page.locator("#by-card").focus();
        page.keyboard().press("Tab");
        page.keyboard().type(GOOD);
        assertThat(page.locator("#number")).hasValue("4242 4242 4242 4242");
        assertThat(page.locator("#brand")).hasText("Visa");
        page.keyboard().press("Tab");
        page.keyboard().type("530");
        assertThat(page.locator("#expiry")).hasValue("05 / 30");
        page.keyboard().press("Tab");
        page.keyboard().type("123");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        paid(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"card", "upi"})
    void everythingWorksWithoutScripts(String method, Visitor visitor) {
        takeItsTime(1500);
        Page page = visitor.open(Look.PHONE.withoutScript(), url());
        if (method.equals("card")) {
            fill(page, DECLINED);
            page.locator(".card .primary").click();
            see(page, "#notice h2", "The payment did not go through");
            assertThat(page.locator("#number")).hasValue("");
            fill(page, GOOD);
            page.locator(".card .primary").click();
        } else {
            page.locator("label:has(#by-upi)").click();
            page.locator(".upi .primary").click();
        }
        paid(page);
    }

    @Test
    void aDoubleClickAndEnterAreOnePayment(Visitor visitor) {
        takeItsTime(1000);
        Page page = visitor.open(Look.DESKTOP, url());
        fill(page, GOOD);
        page.locator(".card .primary").dblclick();
        page.keyboard().press("Enter");
        paid(page);
    }

    @Test
    void aDoubleClickWithoutScriptsIsOnePayment(Visitor visitor) {
        takeItsTime(1000);
        Page page = visitor.open(Look.DESKTOP.withoutScript(), url());
        fill(page, GOOD);
        page.locator(".card .primary").dblclick();
        paid(page);
    }

    @Test
    void twoTabsAreOnePaymentAndBothEndAtTheReceipt(Visitor visitor) {
        takeItsTime(1000);
        Page one = visitor.open(Look.DESKTOP, url());
        Page two = visitor.tab(one);
        two.navigate(url());
        fill(one, GOOD);
        fill(two, "5555555555554444");
        one.locator(".card .primary").click();
        two.locator(".card .primary").click();
        paid(one);
        paid(two);
    }

    @Test
    void backFromThePaidOrderAndReloadsShowTheReceipt(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP.withoutScript(), url());
        fill(page, GOOD);
        page.locator(".card .primary").click();
        paid(page);
        page.goBack();
        page.reload();
        paid(page);
    }

    @Test
    void reloadingInThreeDSecureChangesNothing(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, url());
        fill(page, NEEDS_3DS);
        page.locator(".card .primary").click();
        page.waitForURL(Pattern.compile("/3ds/"));
        page.reload();
        Page other = visitor.tab(page);
        other.navigate(url());
        other.waitForURL(Pattern.compile("/3ds/|/checkout/"));
        page.locator("button[value=approve]").click();
        paid(page);
        other.navigate(url());
        paid(other);
    }

    @Test
    void whoIsOfflineAtTheMomentOfPayingPaysOnceTheyAreBack(Visitor visitor) {
        visitor.expect("ERR_INTERNET_DISCONNECTED");
        Page page = visitor.open(Look.PHONE, url());
        fill(page, GOOD);
        page.context().setOffline(true);
        page.locator(".card .primary").click();
        see(page, "#notice", "The connection is bad. Trying again…");
        page.context().setOffline(false);
        paid(page);
    }

    /** As far out as phones go, with the answers of the page's parts and of the payment half a second late. */
    @ParameterizedTest
    @ValueSource(strings = {GOOD, LATE, NEEDS_3DS})
    void aSlowNetworkTakesLongerAndChargesOnce(String number, Visitor visitor) {
        Page page = visitor.open(Look.PHONE);
        crawl(page);
        page.navigate(url());
        fill(page, number);
        page.locator(".card .primary").dblclick(); // nothing seems to happen
        assertThat(page.locator(".card .primary")).hasAttribute("aria-disabled", "true");
        if (number.equals(NEEDS_3DS)) {
            page.waitForURL(Pattern.compile("/3ds/"));
            page.locator("button[value=approve]").click();
        }
        paid(page);
        page.reload();
        paid(page);
    }

    @Test
    void aSlowLineThatBreaksWhilePayingAndComesBackChargesOnce(Visitor visitor) {
        visitor.expect("ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_TIMED_OUT");
        takeItsTime(1500);
        Page page = visitor.open(Look.PHONE, url());
        CDPSession network = crawl(page);
        fill(page, GOOD);
        page.locator(".card .primary").click();
        slow(network, true); // what is on its way may or may not arrive
        page.waitForTimeout(3000);
        slow(network, false);
        paid(page);
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgainByTheSameToken(Visitor visitor) {
        visitor.expect("ERR_FAILED");
        Page page = visitor.open(Look.PHONE, url());
        var sent = new AtomicInteger();
        page.route("**/pay", route -> {
            if (sent.incrementAndGet() <= 2) {
                route.fetch(); // it arrives, and nobody hears what becomes of it
                route.abort();
            } else {
                route.resume();
            }
        });
        fill(page, GOOD);
        page.locator(".card .primary").click();
        paid(page);
        assertThat(sent).hasValue(3);
    }

    @Test
    void whoStaysOfflineIsToldThatNothingIsLostAndCanTryAgain(Visitor visitor) {
        visitor.expect("ERR_INTERNET_DISCONNECTED");
        Page page = visitor.open(Look.PHONE, url());
        fill(page, GOOD);
        page.context().setOffline(true);
        page.locator(".card .primary").click();
        see(page, "#notice", "You seem to be offline.");
        assertThat(page.locator("#number")).hasValue("4242 4242 4242 4242");
        page.context().setOffline(false);
        page.locator(".card .primary").click();
        paid(page);
    }

    @Test
    void aDeclinedCardStaysButItsCode(Visitor visitor) {
        Page page = visitor.open(Look.PHONE, url());
        fill(page, DECLINED);
        page.locator(".card .primary").click();
        see(page, "#notice h2", "The payment did not go through");
        assertThat(page.locator("#number")).hasValue("4000 0000 0000 0002");
        assertThat(page.locator("#cvc")).hasValue("");
        fill(page, GOOD);
        page.locator(".card .primary").click();
        paid(page);
    }

    @Test
    void theStateOutlivesAClosedTab(Visitor visitor) {
        Page page = visitor.open(Look.PHONE, url());
        fill(page, LATE);
        page.waitForResponse("**/pay", () -> page.locator(".card .primary").click());
        page.close();
        Page later = visitor.open(Look.DESKTOP, url());
        paid(later);
    }

    // ---- Typing

    @Test
    void aMessageThatAppearsDoesNotMoveTheButtonAwayFromUnderAClick(Visitor visitor) {
        Page page = visitor.open(Look.PHONE, url());
        page.locator("#number").fill("4242424242424241");
        page.locator(".card .primary").click(); // leaves the field, in which something is wrong
        see(page, "#number-error", "Check the card number");
        see(page, "#cvc-error", "Enter the security code.");
    }

    @Test
    void theCaretStaysBehindItsDigit(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, url());
        Locator number = page.locator("#number");
        number.fill("4242 4242 4242 4242");
        number.focus();
        number.evaluate("e => e.setSelectionRange(6, 6)");
        page.keyboard().press("Backspace");
        page.keyboard().type("9");
        assertThat(number).hasValue("4242 9242 4242 4242");
        assertThat(number.evaluate("e => e.selectionStart")).isEqualTo(6);
        number.fill("378282246310005");
        assertThat(number).hasValue("3782 822463 10005");
        assertThat(page.locator("#brand")).hasText("Amex");
        for (String[] typed : new String[][] {
            {"6527658900001005", "RuPay"},
            {"6011111111111117", "Discover"},
            {"2223003122003222", "Mastercard"},
            {"3530111333300000", "JCB"},
            {"36227206271667", "Diners"}
        }) {
            number.fill(typed[0]);
            assertThat(page.locator("#brand")).hasText(typed[1]);
        }
        Locator expiry = page.locator("#expiry");
        expiry.fill("08/2031"); // as browsers fill it in
        assertThat(expiry).hasValue("08 / 31");
    }

    @Test
    void whatIsWrongIsSaidWhenTheFieldIsLeftAndNotWhileTyping(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, url());
        page.locator("#number").focus();
        page.keyboard().type("4242424242424241");
        assertThat(page.locator("#number-error")).isEmpty();
        page.keyboard().press("Tab");
        see(page, "#number-error", "Check the card number");
        page.locator(".card .primary").click();
        assertThat(page.locator("#number")).isFocused();
        see(page, "#cvc-error", "Enter the security code.");
        assertThat(charges()).isZero();
    }

    private static CDPSession crawl(Page page) {
        CDPSession network = page.context().newCDPSession(page);
        network.send("Network.enable");
        slow(network, false);
        return network;
    }

    private static void slow(CDPSession network, boolean gone) {
        var conditions = new JsonObject();
        conditions.addProperty("offline", gone);
        conditions.addProperty("latency", 500); // ms
        conditions.addProperty("downloadThroughput", 50_000); // bytes a second, as "slow 3G" has it
        conditions.addProperty("uploadThroughput", 50_000);
        network.send("Network.emulateNetworkConditions", conditions);
    }
}
