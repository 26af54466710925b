package dev.florin.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.checkout.Customer.Seen;
import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.MerchantProfile;
import dev.florin.merchants.Merchants;
import dev.florin.merchants.Profiles;
import dev.florin.merchants.Signing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page of an order over plain HTTP, as a browser without scripts meets it. */
@FlorinTest
class CheckoutTests {

    private static final String GOOD = "4242 4242 4242 4242";
    private static final String DECLINED = "4000000000000002";
    private static final String NEEDS_3DS = "4000002500003155";
    private static final String SHOP = "https://shop.example";

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    Profiles profiles;

    @Autowired
    Signing signing;

    @Autowired
    SandboxOptions sandbox;

    @Autowired
    AttemptRepository used;

    @Autowired
    JdbcClient jdbc;

    Keyed merchant;
    ApiClient api;

    @BeforeEach
    void aMerchant() {
        merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        profiles.replace(merchant.tenant(), new MerchantProfile("Tea & <Cups>", "#ffe08a", null, List.of(SHOP), true));
    }

    // ---- Paying

    @Test
    void aCardIsChargedOnceAndTheReceiptProvesIt() {
        Customer customer = customer("\"return_url\":\"https://shop.example/thanks?cart=7#top\",");
        Seen idle = customer.look();
        assertThat(idle.status()).isEqualTo(200);
        assertThat(idle.state()).isEqualTo("idle");
        assertThat(idle.header("Cache-Control")).contains("no-store");

        Seen answer = customer.post("/pay", Customer.card(idle.token(), GOOD));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/checkout/" + customer.order());
        Seen receipt = customer.awaitOver();
        assertThat(receipt.state()).isEqualTo("completed");
        String payment = payments(customer).getFirst();
        assertThat(charges(customer)).isEqualTo(1);
        assertThat(receipt.body())
                .contains(payment, "Visa •••• 4242", "Tea &amp; &lt;Cups&gt;")
                .contains("https://shop.example/thanks?cart=7&amp;order_id=%s&amp;payment_id=%s&amp;signature=%s#top"
                        .formatted(
                                customer.order(), payment, signing.sign(merchant.tenant(), customer.order(), payment)));
        assertThat(receipt.token()).isEmpty();
    }

    @Test
    void aFormThatIsSentOftenAndAtOnceIsOnePayment() throws Exception {
        Customer customer = customer("");
        String token = customer.look().token();
        var states = new ConcurrentLinkedQueue<Integer>();
        var start = new CountDownLatch(1);
        List<Thread> clicks = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    await(start);
                    states.add(customer.post("/pay", Customer.card(token, GOOD)).status());
                }))
                .toList();
        start.countDown();
        for (Thread click : clicks) {
            click.join();
        }

        assertThat(states).hasSize(8).containsOnly(303);
        assertThat(customer.awaitOver().state()).isEqualTo("completed");
        assertThat(payments(customer)).hasSize(1);
        assertThat(charges(customer)).isEqualTo(1);
    }

    @Test
    void aTokenThatWasDeclinedBeginsNothingMore() {
        Customer customer = customer("");
        String token = customer.look().token();
        customer.pay(token, DECLINED);
        Seen failed = customer.awaitOver();
        assertThat(failed.state()).isEqualTo("failed");

        Seen again = customer.pay(token, GOOD); // an old tab, or Back

        assertThat(again.state()).isEqualTo("failed");
        assertThat(payments(customer)).hasSize(1);
        assertThat(charges(customer)).isZero();
        assertThat(failed.token()).isNotEqualTo(token).isEqualTo(again.token());
    }

    @Test
    void afterADeclineTheReasonIsToldAndAnotherCardPays() {
        Customer customer = customer("");
        customer.pay(customer.look().token(), DECLINED);
        Seen failed = customer.awaitOver();
        assertThat(failed.body())
                .contains("Your bank declined it. No money was taken.")
                .doesNotContain(DECLINED);

        customer.pay(failed.token(), GOOD);

        assertThat(customer.awaitOver().state()).isEqualTo("completed");
        assertThat(payments(customer)).hasSize(2);
        assertThat(charges(customer)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"4000000000009987", "4000000000009979"})
    void whoHasALostOrStolenCardLearnsNoMoreThanThatItWasDeclined(String number) {
        Customer customer = customer("");
        customer.pay(customer.look().token(), number);
        assertThat(customer.awaitOver().body())
                .contains("Your bank declined it.")
                .doesNotContainIgnoringCase("stolen")
                .doesNotContainIgnoringCase("lost");
    }

    @Test
    void anotherOrdersTokenBeginsNothing() {
        Customer one = customer("");
        Customer other = customer("");
        Seen answer = one.post("/pay", Customer.card(other.look().token(), GOOD));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("This page was out of date");
        for (String forged : List.of("", "0", "0.AAAAAAAAAAAAAAAAAAAAAA", "99999999999.AAAAAAAAAAAAAAAAAAAAAA")) {
            assertThat(one.post("/pay", Customer.card(forged, GOOD)).status()).isEqualTo(409);
        }
        assertThat(payments(one)).isEmpty();
    }

    @Test
    void attemptsOfOneOrderAreLimited() {
        Customer customer = customer("");
        for (int i = 0; i < 10; i++) {
            customer.pay(customer.look().token(), DECLINED);
            customer.awaitOver();
        }
        Seen closed = customer.look();
        assertThat(closed.state()).isEqualTo("failed");
        assertThat(closed.token()).isEmpty();
        assertThat(closed.body()).contains("Too many attempts");
        assertThat(payments(customer)).hasSize(10);
    }

    @Test
    void usedTokensGoAfterAWhileAndBeginNothingForAllThat() {
        Customer customer = customer("");
        String token = customer.look().token();
        customer.pay(token, DECLINED);
        customer.awaitOver();

        used.deleteOlder(Instant.now().minus(Duration.ofMinutes(1)), 1);
        assertThat(used(customer)).isEqualTo(1);
        used.deleteOlder(Instant.now().plusSeconds(1), 1);
        assertThat(used(customer)).isZero();

        assertThat(customer.pay(token, GOOD).state()).isEqualTo("failed");
        assertThat(payments(customer)).hasSize(1);
        assertThat(charges(customer)).isZero();
    }

    @Test
    void threeDSecureLeadsToTheIssuerAndBack() throws Exception {
        Customer customer = customer("");
        Seen act = customer.pay(customer.look().token(), NEEDS_3DS);
        assertThat(act.state()).isEqualTo("requires_action");
        assertThat(act.token()).isEmpty();
        String issuer = group("href=\"([^\"]+/3ds/[^\"]+)\"", act.body());

        var http = HttpClient.newHttpClient();
        var approved = http.send(
                java.net.http.HttpRequest.newBuilder(URI.create(issuer))
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("outcome=approve"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(approved.statusCode()).isEqualTo(303);
        assertThat(approved.headers().firstValue("Location").orElseThrow())
                .endsWith("/checkout/" + customer.order() + "/returned");
        assertThat(customer.get("/returned").header("Location")).isEqualTo("/checkout/" + customer.order());
        assertThat(customer.awaitOver().state()).isEqualTo("completed");
        assertThat(charges(customer)).isEqualTo(1);
    }

    @Test
    void aCodeIsDrawnOnTheServerAndCanBeGivenUpForACard() {
        Customer customer = customer("");
        Seen act = customer.follow(customer.post(
                "/pay", Map.of("token", customer.look().token(), "method", "upi_vpa", "vpa", "pending@upi")));
        assertThat(act.state()).isEqualTo("requires_action");

        Seen idle = customer.follow(
                customer.post("/abandon", Map.of("payment", payments(customer).getFirst())));

        assertThat(idle.state()).isEqualTo("idle");
        customer.pay(idle.token(), GOOD);
        assertThat(customer.awaitOver().state()).isEqualTo("completed");
        assertThat(charges(customer)).isEqualTo(1);
    }

    @Test
    void nobodyGivesUpWhatIsPaid() {
        Customer customer = customer("\"capture\":\"manual\",");
        customer.pay(customer.look().token(), GOOD);
        assertThat(customer.awaitOver().state()).isEqualTo("completed");

        Seen after = customer.follow(
                customer.post("/abandon", Map.of("payment", payments(customer).getFirst())));

        assertThat(after.state()).isEqualTo("completed");
        assertThat(api.get("/payments/" + payments(customer).getFirst()).text("status"))
                .isEqualTo("authorized");
    }

    // ---- Mistakes

    @ParameterizedTest
    @CsvSource({
        "number,'',Enter the card number.",
        "number,4242424242424241,Check the card number",
        "expiry,'',Enter the expiry date",
        "expiry,soon,Enter the expiry as month and year",
        "expiry,13 / 30,Enter the expiry as month and year",
        "expiry,01 / 21,This card has expired.",
        "cvc,'',Enter the security code.",
        "cvc,12,The code has 3 digits",
    })
    void whatIsWrongIsToldBesideItsField(String field, String value, String message) {
        Customer customer = customer("");
        var form = new java.util.HashMap<>(Customer.card(customer.look().token(), GOOD));
        form.put("name", "Asha \"<Rao>");
        form.put(field, value);

        Seen answer = customer.post("/pay", form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(group("id=\"" + field + "-error\">([^<]*)<", answer.body())).startsWith(message);
        assertThat(answer.body()).contains("Asha &quot;&lt;Rao&gt;").doesNotContain("value=\"4242", "4242424242424241");
        assertThat(payments(customer)).isEmpty();
        assertThat(customer.pay(answer.token(), GOOD).state()).isIn("completed", "processing");
    }

    @Test
    void aScriptGetsTheSameMessages() {
        Customer customer = customer("");
        var form = Customer.card(customer.look().token(), "4242424242424241");
        Seen answer = customer.post("/pay", form, "Accept", "application/json");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("\"number\":\"Check the card number");
        Seen hindi = customer.post("/pay?lang=hi", form, "Accept", "application/json");
        assertThat(hindi.body()).contains("\"number\":\"कार्ड नंबर जाँचें");
    }

    @Test
    void upiIsForRupeesAlone() {
        Customer customer = customer("\"currency\":\"USD\",");
        assertThat(customer.look().body()).doesNotContain("by-upi");
        assertThat(customer.post("/pay", Map.of("token", customer.look().token(), "method", "upi_qr"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void addressesAreTakenOnlyWhereTheMerchantWantsThem() {
        profiles.replace(merchant.tenant(), new MerchantProfile("Tea", null, null, List.of(), false));
        Customer customer = customer("");
        assertThat(customer.look().body()).doesNotContain("id=\"vpa\"");
        var form = Map.of("token", customer.look().token(), "method", "upi_vpa", "vpa", "success@upi");
        assertThat(customer.post("/pay", form).status()).isEqualTo(422);
        assertThat(payments(customer)).isEmpty();
    }

    // ---- Ends

    @Test
    void aCancelledOrderSaysSoAndTakesNothing() {
        Customer customer = customer("");
        String token = customer.look().token();
        api.post("/orders/" + customer.order() + "/cancel", "{}");
        Seen closed = customer.look();
        assertThat(closed.state()).isEqualTo("expired");
        assertThat(closed.body()).contains("This order was cancelled");
        assertThat(customer.pay(token, GOOD).state()).isEqualTo("expired");
        assertThat(payments(customer)).isEmpty();
    }

    @Test
    void anOrderThatIsNotThereIsToldInWords() {
        for (String id : List.of(TypeId.format("order", TypeId.next()), "order_1", "nonsense")) {
            Seen seen = new Customer(port, id).look();
            assertThat(seen.status()).isEqualTo(404);
            assertThat(seen.header("Content-Type")).startsWith("text/html");
            assertThat(seen.body()).contains("There is no such order");
        }
    }

    @Test
    void theReceiptIsAPdfToo() {
        Customer customer = customer("");
        assertThat(customer.get("/receipt.pdf").status()).as("nothing is paid").isEqualTo(303);
        customer.pay(customer.look().token(), GOOD);
        customer.awaitOver();
        Seen pdf = customer.get("/receipt.pdf");
        assertThat(pdf.status()).isEqualTo(200);
        assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(pdf.header("Content-Disposition")).contains("attachment", "receipt-pay_");
        assertThat(pdf.body()).startsWith("%PDF-").contains("%%EOF");
        assertThat(pdf.raw().body().length).isBetween(5_000, 200_000);
    }

    @Test
    void theReceiptIsInTheReadersLanguage() throws IOException {
        Customer customer =
                customer("\"line_items\":[{\"name\":\"दार्जिलिंग चाय\",\"quantity\":1,\"unit_amount\":50000}],");
        customer.pay(customer.look().token(), GOOD);
        customer.awaitOver();

        try (var english = pdf(customer.get("/receipt.pdf", "Accept-Language", "en-IN"), "receipt-en")) {
            assertThat(english.getDocumentInformation().getTitle()).startsWith("Receipt pay_");
            assertThat(new PDFTextStripper().getText(english)).contains("Paid with", "₹500.00", "Visa •••• 4242");
        }
        try (var hindi = pdf(customer.get("/receipt.pdf?lang=hi", "Accept-Language", "en-IN"), "receipt-hi")) {
            assertThat(hindi.getDocumentInformation().getTitle()).startsWith("रसीद pay_");
            assertThat(new PDFTextStripper().getText(hindi)).contains("₹500.00").doesNotContain("Paid with");
        }
        try (var other = pdf(customer.get("/receipt.pdf", "Accept-Language", "ta"), "receipt-ta")) {
            assertThat(other.getDocumentInformation().getTitle()).startsWith("Receipt pay_");
        }
    }

    // ---- Doors

    @Test
    void whoMayFrameThePageIsTheMerchantsToSay() {
        Customer customer = customer("");
        assertThat(customer.look().header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
                        + SHOP);
        profiles.replace(merchant.tenant(), new MerchantProfile("Tea", null, null, List.of(), false));
        Seen alone = customer.look();
        assertThat(alone.header("Content-Security-Policy")).endsWith("frame-ancestors 'none'");
        assertThat(alone.body())
                .doesNotContain("<style", " style=", "javascript:")
                .doesNotContainPattern("<script(?! type=\"module\" src=\"/checkout/v1/page.js)")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void onlyARegisteredOriginIsSpokenTo() {
        Customer customer = customer("");
        String nonce = "0123456789abcdef";
        assertThat(customer.get("?embed=" + nonce + "&origin=https%3A%2F%2Fshop.example")
                        .body())
                .contains("data-nonce=\"" + nonce + "\"", "data-origin=\"https://shop.example\"");
        assertThat(customer.get("?embed=" + nonce + "&origin=https%3A%2F%2Fevil.example")
                        .body())
                .doesNotContain("data-nonce", "evil.example");
        assertThat(customer.get("?embed=%22%3E%3Cscript&origin=https%3A%2F%2Fshop.example")
                        .body())
                .doesNotContain("data-nonce", "\"><script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"})
    void aFormOfAnotherSiteBeginsNothing(String header) {
        Customer customer = customer("");
        String[] sent = header.split(": ", 2);
        Seen answer = customer.post("/pay", Customer.card(customer.look().token(), GOOD), sent[0], sent[1]);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("This form came from elsewhere");
        assertThat(customer.post("/pay", Customer.card(customer.look().token(), GOOD), "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(customer.post("/abandon", Map.of("payment", "pay_1"), sent[0], sent[1])
                        .status())
                .isEqualTo(403);
        assertThat(payments(customer)).isEmpty();
    }

    @Test
    void whatBelongsToOthersCannotBeGivenUp() {
        Customer one = customer("");
        Customer other = customer("");
        one.follow(one.post("/pay", Map.of("token", one.look().token(), "method", "upi_vpa", "vpa", "pending@upi")));
        other.post("/abandon", Map.of("payment", payments(one).getFirst()));
        assertThat(one.look().state()).isEqualTo("requires_action");
    }

    // ---- News

    @Test
    void whoWatchesIsToldAndLetGoAtTheEnd() throws Exception {
        Customer customer = customer("");
        customer.post("/pay", Map.of("token", customer.look().token(), "method", "upi_vpa", "vpa", "pending@upi"));
        assertThat(customer.look().state()).isEqualTo("requires_action");
        var heard = new ConcurrentLinkedQueue<String>();
        var over = new CountDownLatch(1);
        var first = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try (var lines = HttpClient.newHttpClient()
                    .send(customer.request("/events").GET().build(), BodyHandlers.ofLines())
                    .body()) {
                lines.filter(line -> line.startsWith("data:")).forEach(line -> {
                    heard.add(line);
                    first.countDown();
                });
                over.countDown();
            } catch (IOException | InterruptedException e) {
                heard.add("broken: " + e);
            }
        });
        assertThat(first.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();

        api.post("/payments/" + payments(customer).getFirst() + "/void", "{}");

        assertThat(over.await(10, java.util.concurrent.TimeUnit.SECONDS))
                .as("%s", heard)
                .isTrue();
        assertThat(heard).first().asString().contains("\"state\":\"requires_action\"");
        assertThat(heard).last().asString().contains("\"state\":\"idle\"");
        assertThat(customer.get("/status").body()).contains("\"state\":\"idle\"");
    }

    // ---- Languages and weight

    @Test
    void thePageSpeaksTheReadersLanguageAndWritesAmountsTheirWay() {
        Customer customer = customer("\"amount\":12345678,");
        assertThat(customer.look("Accept-Language", "en-IN,en;q=0.9").body())
                .contains("<html lang=\"en-IN\" dir=\"ltr\">", "₹1,23,456.78");
        assertThat(customer.look("Accept-Language", "en-US").body()).contains("₹123,456.78");
        assertThat(customer.look("Accept-Language", "fr-FR, hi-IN;q=0.5").body())
                .contains("<html lang=\"hi-IN\"", "कार्ड नंबर");
        assertThat(customer.get("?lang=hi", "Accept-Language", "en-US").body()).contains("कार्ड नंबर", "/pay?lang=hi");
        assertThat(customer.look("Accept-Language", "fr").body()).contains("<html lang=\"en\"");
    }

    @Test
    void bothLanguagesSayEverything() throws IOException {
        var english = messages("messages.properties");
        var hindi = messages("messages_hi.properties");
        assertThat(hindi.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) -> assertThat(places(String.valueOf(hindi.get(key))))
                .as("%s", key)
                .isEqualTo(places(String.valueOf(text))));
    }

    @Test
    void thePageIsLight() throws IOException {
        Customer customer = customer("");
        Seen page = customer.look();
        List<String> parts = Pattern.compile("(?:href|src)=\"(/checkout/[^\"]+(?:\\.css|\\.js|/logo)[^\"]*)\"")
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
        long weight = zipped(page.raw().body());
        for (String part : parts) {
            var answer = new Customer(port, "").followed(part);
            assertThat(answer.status()).as(part).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).contains("max-age=31536000", "immutable");
            long size = zipped(answer.raw().body());
            weight += size;
            if (part.contains("page.js")) {
                assertThat(size).isLessThan(10 * 1024);
            }
        }
        assertThat(1 + parts.size()).as("%s", parts).isBetween(4, 5);
        assertThat(weight).isLessThan(30 * 1024);
        System.out.printf("The checkout weighs %d bytes (gzip) in %d requests%n", weight, 1 + parts.size());
    }

    private Customer customer(String more) {
        String currency = more.contains("currency") ? "" : "\"currency\":\"INR\",";
        String amount = more.contains("amount") ? "" : "\"amount\":50000,";
        var order = api.post("/orders", "{%s%s%s\"metadata\":{}}".formatted(more, currency, amount));
        assertThat(order.text("checkout_url")).endsWith("/checkout/" + order.text("id"));
        return new Customer(port, order.text("id"));
    }

    private int used(Customer customer) {
        return jdbc.sql("select count(*) from checkout.attempt where order_id = ?")
                .param(TypeId.parse("order", customer.order()).orElseThrow())
                .query(Integer.class)
                .single();
    }

    private List<String> payments(Customer customer) {
        return api.get("/orders/" + customer.order())
                .body()
                .path("payments")
                .valueStream()
                .map(id -> id.asString())
                .toList();
    }

    private long charges(Customer customer) {
        SandboxLog log = SandboxLog.read(sandbox.log());
        return payments(customer).stream()
                .mapToLong(id -> log.approvals(TypeId.parse("pay", id).orElseThrow()))
                .sum();
    }

    /** The document, and a picture of it in target/screenshots. */
    private static PDDocument pdf(Seen seen, String name) throws IOException {
        PDDocument pdf = Loader.loadPDF(seen.raw().body());
        Path screenshots = Files.createDirectories(Path.of("target/screenshots"));
        ImageIO.write(
                new PDFRenderer(pdf).renderImageWithDPI(0, 96),
                "png",
                screenshots.resolve(name + ".png").toFile());
        return pdf;
    }

    private static String group(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private static java.util.Properties messages(String name) throws IOException {
        var messages = new java.util.Properties();
        try (var in = Objects.requireNonNull(CheckoutTests.class.getResourceAsStream("/checkout/" + name))) {
            messages.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return messages;
    }

    private static List<String> places(String text) {
        return Pattern.compile("\\{\\d")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
    }

    private static long zipped(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.size();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
