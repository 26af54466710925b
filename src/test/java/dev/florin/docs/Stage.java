package dev.florin.docs;

import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import dev.florin.settlements.Settlements;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A new merchant who has one of everything, so that a sample finds what it names. */
final class Stage {

    private static final Pattern ID =
            Pattern.compile("\\b(order|pay|rfnd|dp|file|stl|stmt|we|whd|evt)_[0-7][0-9a-hjkmnp-tv-z]{25}");

    private final int port;
    private final Keyed merchant;
    private final ApiClient api;
    private final Map<String, String> ids = new HashMap<>();

    private Stage(int port, Keyed merchant) {
        this.port = port;
        this.merchant = merchant;
        this.api = new ApiClient(port, merchant.keyId(), merchant.secret());
    }

    /** With nothing at all. */
    static Stage empty(int port, Merchants merchants) {
        return new Stage(port, MerchantFixture.merchant(merchants));
    }

    /** With a refunded payment of an order, of which an endpoint that nobody answers at was told. */
    static Stage set(int port, Merchants merchants) {
        Stage stage = empty(port, merchants);
        stage.note(stage.api
                .post("/webhook-endpoints", "{\"url\":\"http://localhost:1/\",\"events\":[\"*\"]}")
                .text("id"));
        String order = stage.api
                .post("/orders", "{\"amount\":50000,\"currency\":\"INR\",\"receipt\":\"r-1\"}")
                .text("id");
        stage.note(order);
        stage.note(stage.pay("\"order_id\":\"" + order + "\""));
        stage.note(stage.api
                .post("/payments/" + stage.ids.get("pay") + "/refunds", "{\"amount\":1000}")
                .text("id"));
        stage.note(
                stage.api.get("/events").body().path("data").path(0).path("id").asString(""));
        stage.note(stage.api
                .get("/webhooks")
                .body()
                .path("data")
                .path(0)
                .path("id")
                .asString(""));
        return stage;
    }

    /** Makes the next sample speak of a dispute that waits for an answer, with a file. */
    void disputed() {
        note(api.dispute().text("id"));
        note(api.upload("/disputes/" + ids.get("dp") + "/files", "slip.pdf", "%PDF-1.7 a slip".getBytes(), null)
                .text("id"));
        api.post("/disputes/" + ids.get("dp") + "/evidence", "{\"evidence\":{\"customer_name\":\"Mina Rao\"}}");
    }

    static final String STATEMENT = """
            entry_id,booked_on,reference,amount,fee,currency,description
            line-1,2026-03-31,INVOICE-7,490.00,10.00,INR,Paid by somebody
            """;

    /** Makes the next sample speak of a statement of a bank. */
    void stated() {
        note(api.send(api.request("/statements?file_name=2026-03-31.csv")
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(STATEMENT)))
                .text("id"));
    }

    /** Deliveries are made soon after the event. */
    private String delivery() {
        for (int i = 0; i < 100; i++) {
            String id =
                    api.get("/webhooks").body().path("data").path(0).path("id").asString("");
            if (!id.isEmpty()) {
                return id;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("Nothing was delivered");
    }

    private String pay(String what) {
        return api.post(
                        "/payments",
                        "{%s,\"card\":{\"number\":\"4242424242424242\",\"exp_month\":12,\"exp_year\":2030,\"cvc\":\"123\"}}"
                                .formatted(what),
                        "Prefer",
                        "wait=20")
                .text("id");
    }

    /** Makes the next sample speak of an order that nobody has paid. */
    void order() {
        note(api.post("/orders", "{\"amount\":50000,\"currency\":\"INR\"}").text("id"));
    }

    /** … and of a payment that was not captured. */
    void authorized() {
        note(pay("\"capture\":\"manual\",\"amount\":50000,\"currency\":\"INR\""));
    }

    /** Has what was captured settled, as soon as that can be. */
    void settle(Settlements settlements) {
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos()); // so that the refund is in it, too
        note(await().atMost(Duration.ofSeconds(30))
                .until(() -> settlements.settleNow(merchant.tenant()), made -> !made.isEmpty())
                .getFirst()
                .id()
                .toString());
    }

    /** Whatever ids there are in a text are those that later samples speak of. */
    void note(String text) {
        ID.matcher(text).results().forEach(id -> ids.put(id.group(1), id.group()));
    }

    /** A sample as this merchant would run it. */
    String mine(String sample) {
        String filled = new Reader(
                        "/docs", "http://localhost:" + port, merchant.keyId(), merchant.secret(), SampleLanguage.BASH)
                .text(sample);
        return ID.matcher(filled).replaceAll(id -> ids.getOrDefault(id.group(1), id.group()));
    }
}
