package dev.florin.portal.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.audit.Audit;
import dev.florin.audit.Entry;
import dev.florin.members.MemberFixture;
import dev.florin.members.People;
import dev.florin.members.Role;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import dev.florin.pages.PageClient;
import dev.florin.pages.PageClient.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages of payments, orders and refunds do what they say, once, for those who may, and tell who did it. */
@FlorinTest
class PaymentPagesTests {

    private static final String GOOD = "4242424242424242";
    private static final String DECLINED = "4000000000000002";
    private static final Pattern ONCE = Pattern.compile("name=\"once\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    People people;

    @Autowired
    Audit audit;

    Keyed merchant;
    ApiClient api;
    PageClient owner;

    @BeforeEach
    void aMerchantWithAnOwner() {
        merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        owner = as(Role.OWNER);
    }

    // ---- Lists, search and files

    @Test
    void filtersAreInTheAddress() {
        String good = pay(GOOD);
        String bad = pay(DECLINED);
        assertThat(owner.get(at("/payments")).body()).contains(good, bad);
        assertThat(owner.get(at("/payments?status=failed")).body())
                .contains(bad)
                .doesNotContain(good)
                .contains("failed</b>");
        assertThat(owner.get(at("/payments?error_code=card_declined")).body())
                .contains(bad)
                .doesNotContain(good);
        assertThat(owner.get(at("/payments?last4=4242&amount_min=500&amount_max=500"))
                        .body())
                .contains(good)
                .doesNotContain(bad);
        assertThat(owner.get(at("/payments?amount_min=500.01")).body()).contains("Nothing fits");
        assertThat(owner.get(at("/payments?amount_min=much&from=soon")).body())
                .contains("must be an amount such as", "must be a day such as", good, bad);
    }

    @Test
    void whatPeoplePasteIsFound() {
        String order = api.post(
                        "/orders",
                        "{\"amount\":70000,\"currency\":\"INR\",\"receipt\":\"R-77\",\"customer\":{\"email\":\"Mina@Example.com\"}}")
                .text("id");
        String payment = api.post("/payments", """
                {"order_id":"%s","card":{"number":"%s","exp_month":12,"exp_year":2030,"cvc":"123"}}""".formatted(order, GOOD), "Prefer", "wait=20")
                .text("id");
        String refund = api.post("/payments/" + payment + "/refunds", "{\"amount\":100}", "Prefer", "wait=20")
                .text("id");
        String reference = api.get("/refunds/" + refund).text("acquirer_reference");
        assertThat(search(payment)).isEqualTo(at("/payments/" + payment));
        assertThat(search("https://florin.example/checkout/" + order)).isEqualTo(at("/orders/" + order));
        assertThat(search(" " + refund + ", ")).isEqualTo(at("/refunds/" + refund));
        assertThat(search("R-77")).isEqualTo(at("/orders/" + order));
        assertThat(search("mina@example.com")).isEqualTo(at("/orders/" + order));
        assertThat(search("•••• 4242 700")).isEqualTo(at("/payments/" + payment));
        assertThat(search("4242 700.00")).isEqualTo(at("/payments/" + payment));
        assertThat(search(reference)).isEqualTo(at("/refunds/" + refund));
        assertThat(owner.get(at("/search?q=4242+1")).body()).contains("Nothing found");
    }

    @Test
    void whatIsAnothersIsNotFound() {
        String payment = pay(GOOD);
        PageClient stranger = new PageClient(port)
                .signIn(
                        MemberFixture.member(
                                        people,
                                        MerchantFixture.merchant(merchants)
                                                .tenant()
                                                .merchant(),
                                        Role.OWNER)
                                .email(),
                        MemberFixture.PASSWORD,
                        at(""));
        assertThat(stranger.get(at("/search?q=" + payment)).body()).contains("Nothing found");
        assertThat(stranger.get(at("/payments/" + payment)).status()).isEqualTo(404);
    }

    @Test
    void aFileHasWhatTheListShowsAndNoFormulas() {
        api.post("/orders", "{\"amount\":70000,\"currency\":\"INR\",\"receipt\":\"=1+1\"}");
        Reply orders = owner.get(at("/orders/export"));
        assertThat(orders.header("Content-Type")).startsWith("text/csv");
        assertThat(orders.body().lines()).hasSize(2).anyMatch(line -> line.contains(",700.00,0.00,'=1+1,"));
        String good = pay(GOOD);
        pay(DECLINED);
        List<String> lines =
                owner.get(at("/payments/export?status=captured")).body().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).startsWith(good + ",").contains(",captured,INR,500.00,500.00,0.00,card,visa,4242,");
        assertThat(lines.getLast().split(",")).hasSameSizeAs(lines.getFirst().split(","));
        assertThat(entries("payment.export")).hasSize(1);
        assertThat(as(Role.SUPPORT).get(at("/payments/export")).status()).isEqualTo(403);
    }

    @Test
    void listsAreWalkedBothWays() {
        for (int i = 0; i < 30; i++) {
            api.post("/orders", "{\"amount\":%d,\"currency\":\"JPY\"}".formatted(1000 + i));
        }
        String first = owner.get(at("/orders")).body();
        assertThat(first).contains("JPY\u00a01,029", "JPY\u00a01,005").doesNotContain("JPY\u00a01,004", "Newer");
        String second = owner.get(link(first, "next")).body();
        assertThat(second).contains("JPY\u00a01,004", "JPY\u00a01,000").doesNotContain("Older");
        assertThat(owner.get(link(second, "prev")).body()).contains("JPY\u00a01,029", "JPY\u00a01,005");
    }

    // ---- One payment

    @Test
    void theTimelineHasEverythingThatIsKnown() {
        String payment = pay(GOOD);
        refund(owner, payment, Map.of("amount", "100", "reason", "A cup was broken"));
        String page = owner.get(at("/payments/" + payment)).body();
        assertThat(page)
                .contains("Payment begun", "Captured", "Refund requested") // its events
                .contains("sent to the acquirer") // the gateway
                .contains("debit acquirer:sandbox, credit merchant") // the books
                .contains("Refunded in the portal", "owner-"); // people
        assertThat(page).doesNotContain(GOOD);
        assertThat(owner.get(at("/payments/" + payment + "?only=ledger")).body())
                .contains("Posted: capture")
                .doesNotContain("Payment begun");
    }

    // ---- Moving money

    @Test
    void aRefundIsMadeOnceHoweverOftenItsFormIsSent() throws Exception {
        String payment = pay(GOOD);
        Map<String, String> form = form(owner, payment, "refund", Map.of("amount", "100"));
        try (var clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Reply> click = () -> owner.post(at("/payments/" + payment + "/refund"), form);
            for (var answer : clicks.invokeAll(List.of(click, click, click))) {
                assertThat(answer.get().status()).isEqualTo(303);
                assertThat(answer.get().header("Location")).isEqualTo(at("/payments/" + payment));
            }
        }
        assertThat(api.get("/refunds?payment_id=" + payment).body().path("data"))
                .hasSize(1);
        assertThat(entries("refund.create"))
                .singleElement()
                .satisfies(entry -> assertThat(String.valueOf(entry.became())).contains("100.00 INR"));
        assertThat(owner.post(at("/payments/" + payment + "/refund"), form).status())
                .isEqualTo(303);
        assertThat(owner.get(at("/payments/" + payment)).body()).contains("made already, once");
        var other = new LinkedHashMap<>(form);
        other.put("amount", "200");
        Reply changed = owner.post(at("/payments/" + payment + "/refund"), other);
        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.body()).contains("was sent before, with other values");
    }

    @Test
    void whatIsWrongStandsBesideTheFieldAndNothingIsDone() {
        String payment = pay(GOOD);
        assertThat(refund(owner, payment, Map.of("amount", "500.01")).body()).contains("only 500.00 INR", "500.01");
        for (String amount : List.of("", "0", "-1", "1.005", "all of it", "1e3", "999999999999999")) {
            Reply reply = refund(owner, payment, Map.of("amount", amount));
            assertThat(reply.status()).as(amount).isEqualTo(422);
            assertThat(reply.body()).as(amount).contains("Write an amount of INR above zero");
        }
        assertThat(refund(owner, payment, Map.of("amount", "1", "reason", "x".repeat(300)))
                        .status())
                .isEqualTo(422);
        assertThat(api.get("/refunds?payment_id=" + payment).body().path("data"))
                .isEmpty();
        assertThat(entries("refund.create")).isEmpty();
    }

    @Test
    void anAuthorisationIsCapturedInPartsAndTheRestReleased() {
        String payment = api.authorize(GOOD).text("id");
        assertThat(send(owner, payment, "capture", Map.of("amount", "200")).status())
                .isEqualTo(303);
        assertThat(api.get("/payments/" + payment).number("amount_captured")).isEqualTo(20_000);
        assertThat(send(owner, payment, "capture", Map.of("amount", "300.01")).body())
                .contains("only 300.00 INR");
        assertThat(send(owner, payment, "void", Map.of()).status()).isEqualTo(303);
        assertThat(api.get("/payments/" + payment).text("status")).isEqualTo("captured");
        assertThat(api.get("/payments/" + payment).number("amount_captured")).isEqualTo(20_000);
        assertThat(entries("payment.capture")).hasSize(1);
        assertThat(entries("payment.void")).hasSize(1);
    }

    @Test
    void anOrderIsCancelledOnceAndNotWhileItIsBeingPaid() {
        String order =
                api.post("/orders", "{\"amount\":500,\"currency\":\"INR\"}").text("id");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("once", once(owner.get(at("/orders/" + order + "/cancel"))));
        assertThat(owner.get(at("/orders/" + order)).body()).contains("/checkout/" + order);
        assertThat(owner.post(at("/orders/" + order + "/cancel"), form).status())
                .isEqualTo(303);
        assertThat(owner.post(at("/orders/" + order + "/cancel"), form).status())
                .isEqualTo(303);
        assertThat(owner.get(at("/orders/" + order)).body())
                .contains("Cancelled")
                .doesNotContain("/checkout/" + order);
        assertThat(entries("order.cancel")).hasSize(1);
        String paid = api.get("/payments/" + pay(GOOD)).text("order_id");
        form.put("once", "another");
        assertThat(owner.post(at("/orders/" + paid + "/cancel"), form).body()).contains("is paid already");
    }

    @Test
    void whoMayNotMoveMoneySeesNoButtonsAndIsRefused() {
        String payment = pay(GOOD);
        for (Role role : List.of(Role.SUPPORT, Role.DEVELOPER, Role.READ_ONLY)) {
            PageClient client = as(role);
            assertThat(client.get(at("/payments/" + payment)).body())
                    .contains("Timeline")
                    .doesNotContain("/refund\"");
            assertThat(client.get(at("/payments/" + payment + "/refund")).status())
                    .isEqualTo(403);
            assertThat(client.post(at("/payments/" + payment + "/refund"), Map.of("amount", "1", "once", "x"))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(api.get("/refunds?payment_id=" + payment).body().path("data"))
                .isEmpty();
        assertThat(entries("access.denied")).hasSizeGreaterThanOrEqualTo(6);
    }

    private PageClient as(Role role) {
        var member = MemberFixture.member(people, merchant.tenant().merchant(), role);
        return new PageClient(port).signIn(member.email(), MemberFixture.PASSWORD, at(""));
    }

    private String pay(String card) {
        return api.pay(card).text("id");
    }

    private String search(String text) {
        return owner.get(at("/search?q=" + java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)))
                .header("Location")
                .replaceFirst("^http://[^/]+", "");
    }

    private Reply refund(PageClient client, String payment, Map<String, String> said) {
        return send(client, payment, "refund", said);
    }

    private Reply send(PageClient client, String payment, String what, Map<String, String> said) {
        return client.post(at("/payments/" + payment + "/" + what), form(client, payment, what, said));
    }

    private static Map<String, String> form(PageClient client, String payment, String what, Map<String, String> said) {
        Map<String, String> form = new LinkedHashMap<>(said);
        form.put("once", once(client.get(at("/payments/" + payment + "/" + what))));
        return form;
    }

    private static String once(Reply page) {
        return found(ONCE, page.body());
    }

    private static String link(String page, String relation) {
        String tag = found(Pattern.compile("(<a [^>]*rel=\"" + relation + "\"[^>]*>)"), page);
        return found(Pattern.compile("href=\"([^\"]+)\""), tag).replace("&amp;", "&");
    }

    private static String found(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private List<Entry> entries(String action) {
        return audit.list(
                        merchant.tenant().merchant(),
                        new dev.florin.audit.Filter(null, action, null, null, null),
                        dev.florin.kernel.PageQuery.first(100))
                .data();
    }

    private static String at(String path) {
        return "/test/dashboard" + path;
    }
}
