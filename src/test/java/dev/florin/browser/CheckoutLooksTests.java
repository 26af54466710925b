package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of an order, its page can be read by everybody: on phones and desks, by day and by night, in Hindi. */
class CheckoutLooksTests extends CheckoutBrowser {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Consumer<Page> AS_IT_IS = _ -> {};

    /** One browser each, turned into all of its looks. */
    private static final List<List<Look>> LOOKS = List.of(
            Look.dayAndNight(Look.PHONE).toList(),
            Look.dayAndNight(Look.TABLET, Look.DESKTOP).toList(),
            List.of(Look.PHONE.in("hi-IN")),
            List.of(Look.DESKTOP.in("hi-IN")));

    // ---- Before

    @Test
    void idle(Visitor visitor) {
        everywhere(visitor, "idle", "idle", AS_IT_IS);
    }

    @Test
    void idleWithUpiChosen(Visitor visitor) {
        everywhere(
                visitor,
                "upi",
                "idle",
                page -> page.locator("label:has(#by-upi)").click());
    }

    @Test
    void mistakes(Visitor visitor) {
        everywhere(visitor, "mistakes", "idle", page -> {
            page.locator("#number").fill("4242424242424241");
            page.locator(".card .primary").click();
            assertThat(page.locator("#cvc-error")).not().isEmpty();
        });
    }

    // ---- Under way

    @Test
    void processing(Visitor visitor) {
        takeItsTime(120_000);
        attempt(card(GOOD));
        everywhere(visitor, "processing", "processing", AS_IT_IS);
    }

    @Test
    void whileItIsBeingSent(Visitor visitor) {
        takeItsTime(120_000);
        everywhere(
                visitor,
                "sent",
                "idle",
                page -> {
                    fill(page, GOOD);
                    page.locator(".card .primary").click();
                    assertThat(page.locator("#calm")).isVisible();
                },
                this::anotherOrder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qr", "intent"})
    void aUpiCodeOrLink(String flow, Visitor visitor) {
        takeItsTime(120_000);
        everywhere(visitor, "requires-action-" + flow, "requires_action", AS_IT_IS, () -> {
            anotherOrder();
            attempt("\"upi\":{\"flow\":\"%s\"}".formatted(flow));
        });
    }

    @Test
    void aUpiRequestToAnAddress(Visitor visitor) {
        everywhere(visitor, "requires-action-collect", "requires_action", AS_IT_IS, () -> {
            anotherOrder();
            attempt("\"upi\":{\"vpa\":\"pending@upi\"}");
        });
    }

    @Test
    void theIssuersStep(Visitor visitor) {
        String payment = attempt(card(NEEDS_3DS)).text("id");
        everywhere(
                visitor,
                "requires-action-bank",
                "requires_action",
                AS_IT_IS,
                () -> {},
                page -> page.addInitScript("sessionStorage.setItem('florin-%s', '1')".formatted(payment)));
    }

    // ---- Over

    @Test
    void completed(Visitor visitor) {
        attempt(card(GOOD));
        everywhere(visitor, "completed", "completed", AS_IT_IS);
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void completedAndGivenBackSince(Visitor visitor) {
        String payment = attempt(card(GOOD)).text("id");
        api.awaitDecided(payment, PATIENCE);
        Reply refund = api.post("/payments/" + payment + "/refunds", "{\"amount\":45000}");
        assertThat(refund.status()).as("%s", refund.body()).isEqualTo(201);
        await().atMost(PATIENCE)
                .until(() -> api.get("/payments/" + payment).text("status").equals("partially_refunded"));
        everywhere(
                visitor,
                "refunded-in-part",
                "completed",
                page -> assertThat(page.locator("#receipt .notice")).containsText("₹450.00"));

        api.post("/payments/" + payment + "/refunds", "{}");
        await().atMost(PATIENCE)
                .until(() -> api.get("/payments/" + payment).text("status").equals("refunded"));
        Page page = visitor.open(Look.PHONE, url());
        see(page, "#receipt h1", "Payment refunded");
        see(page, "#receipt .notice", "All of it has been given back.");
        everywhere(visitor, "refunded", "completed", AS_IT_IS);
    }

    @Test
    void declined(Visitor visitor) {
        attempt(card(DECLINED));
        everywhere(visitor, "failed", "failed", AS_IT_IS);
        assertThat(charges()).isZero();
    }

    @Test
    void declinedAndChargedAllTheSame(Visitor visitor) {
        attempt(card("4000090000000151"));
        Page page = visitor.open(Look.PHONE, url());
        see(page, "#notice", "Your bank declined it. No money was taken.");
        await().atMost(PATIENCE).untilAsserted(() -> {
            page.reload();
            assertThat(page.locator("#notice").textContent())
                    .contains("The bank contradicted itself", "It goes back to you by itself")
                    .doesNotContain("No money was taken");
        });
        everywhere(visitor, "late", "failed", AS_IT_IS);
        String payment =
                api.get("/orders/" + order).body().path("payments").get(0).asString();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.get("/refunds?payment_id=" + payment)
                                .body()
                                .path("data")
                                .path(0)
                                .path("status")
                                .asString())
                        .isEqualTo("processed"));

        fill(page, GOOD); // and the order can still be paid, once
        page.locator(".card .primary").click();
        assertThat(page.locator("#receipt")).isVisible();
    }

    @Test
    void withdrawnAndChargedAllTheSame(Visitor visitor) {
        attempt(card("4000090000000151"));
        Page page = visitor.open(Look.PHONE, url());
        await().atMost(PATIENCE).untilAsserted(() -> {
            page.reload();
            assertThat(page.locator("#notice").textContent()).contains("The bank contradicted itself");
        });
        assertThat(api.post("/orders/" + order + "/cancel", "{}").status()).isEqualTo(200);
        page.reload();
        see(page, "#closed h1", "This order was cancelled");
        see(page, "#closed", "It goes back to you by itself");
        assertThat(page.locator("#closed")).not().containsText("no payment was taken");
        everywhere(visitor, "cancelled-late", "expired", AS_IT_IS);
    }

    @Test
    void theAcquirerCannotBeReached(Visitor visitor) {
        control("POST", "faults", "{\"match\":{},\"fault\":\"refuse\",\"times\":0}");
        String other = order;
        await().atMost(PATIENCE).until(() -> {
            anotherOrder();
            attempt(card(GOOD));
            return circuit().getState() == CircuitBreaker.State.OPEN;
        });
        order = other;
        Page page = visitor.open(Look.PHONE, url());
        fill(page, GOOD);
        page.locator(".card .primary").click();
        see(page, "#notice p", "The bank could not be reached. No money was taken.");
        assertThat(charges()).isZero();
        everywhere(visitor, "unreachable", "failed", AS_IT_IS);

        control("DELETE", "faults", "");
        circuit().reset();
        page.locator("#cvc").fill("123");
        page.locator(".card .primary").click();
        paid(page);
    }

    @Test
    void nobodyTakesMoneyInLiveMode(Visitor visitor) {
        Keyed live = MerchantFixture.merchant(merchants, true);
        api = new ApiClient(port, live.keyId(), live.secret());
        order = newOrder();
        visitor.expect("status of 503");
        Page page = visitor.open(Look.PHONE, url());
        fill(page, GOOD);
        page.locator(".card .primary").click();
        see(page, "#notice", "Payments cannot be taken right now. Nothing was charged");
        assertThat(page.locator("section.test")).hasCount(0);
        check(visitor, page, "unavailable", "idle");
        assertThat(charges()).isZero();
    }

    @Test
    void nobodyApprovedInTime(Visitor visitor) {
        String payment = attempt("\"upi\":{\"vpa\":\"pending@upi\"}").text("id");
        Page page = visitor.open(Look.PHONE, url());
        see(page, "#notice h2", "The payment was not confirmed in time");
        see(page, "#notice p", "No money was taken.");
        assertThat(api.get("/payments/" + payment).text("status")).isEqualTo("failed");
        everywhere(visitor, "timed-out", "timed_out", AS_IT_IS);
        assertThat(charges()).isZero();
    }

    @Test
    void triedTooOften(Visitor visitor) {
        for (int i = 0; i < 10; i++) {
            String payment = attempt(card(DECLINED)).text("id");
            api.awaitDecided(payment, PATIENCE);
        }
        everywhere(
                visitor,
                "exhausted",
                "failed",
                page -> assertThat(page.locator("#closed")).isVisible());
    }

    @Test
    void withdrawn(Visitor visitor) {
        api.post("/orders/" + order + "/cancel", "{}");
        everywhere(visitor, "cancelled", "expired", AS_IT_IS);
    }

    @Test
    void tooLate(Visitor visitor) {
        time.pass(Duration.ofMinutes(16));
        everywhere(visitor, "expired", "expired", AS_IT_IS);
        assertThat(charges()).isZero();
    }

    // ---- Longer, larger

    @ParameterizedTest
    @ValueSource(strings = {"hi", "en-XA"})
    void longerAndOtherTextsBreakNothing(String language, Visitor visitor) {
        for (Look look : List.of(Look.PHONE.sized(320, 700), Look.DESKTOP.zoomed(2), Look.DESKTOP)) {
            order = newOrder();
            Page page = visitor.open(look, url() + "?lang=" + language);
            check(visitor, page, "idle-" + language, "idle");
            fill(page, DECLINED);
            page.locator(".card .primary").click();
            assertThat(page.locator("#notice h2")).isVisible();
            check(visitor, page, "failed-" + language, "failed");
            fill(page, GOOD);
            page.locator(".card .primary").click();
            paid(page);
            check(visitor, page, "completed-" + language, "completed");
        }
    }

    private void anotherOrder() {
        order = newOrder();
    }

    /** In every look, and in Hindi. */
    private void everywhere(Visitor visitor, String name, String state, Consumer<Page> then) {
        everywhere(visitor, name, state, then, () -> {});
    }

    /** @param before what brings the state about, for every browser anew */
    private void everywhere(Visitor visitor, String name, String state, Consumer<Page> then, Runnable before) {
        everywhere(visitor, name, state, then, before, AS_IT_IS);
    }

    private void everywhere(
            Visitor visitor, String name, String state, Consumer<Page> then, Runnable before, Consumer<Page> first) {
        for (List<Look> looks : LOOKS) {
            before.run();
            Page page = visitor.open(looks.getFirst());
            first.accept(page);
            page.navigate(url());
            then.accept(page);
            for (Look look : looks) {
                visitor.turn(page, look);
                check(visitor, page, look.locale().startsWith("hi") ? name + "-hi" : name, state);
            }
            page.close();
        }
    }
}
