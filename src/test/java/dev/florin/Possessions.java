package dev.florin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One of each kind of thing that a merchant can have, by the prefixes of their ids. */
public record Possessions(Map<String, String> ids) {

    /** Has the merchant make them, by the API. */
    public static Possessions of(ApiClient merchant) {
        String payment = merchant.authorize("4242424242424242").text("id");
        String order = merchant.post("/orders", "{\"amount\":500,\"currency\":\"INR\"}")
                .text("id");
        String refund = merchant.post(
                        "/payments/" + merchant.pay("4242424242424242").text("id") + "/refunds", "{}")
                .text("id");
        String dispute = merchant.dispute().text("id");
        String file = merchant.upload(
                        "/disputes/" + dispute + "/files", "slip.pdf", "%PDF-1.7".getBytes(US_ASCII), null)
                .text("id");
        String endpoint = merchant.post("/webhook-endpoints", "{\"url\":\"http://localhost:9/\"}")
                .text("id");
        String delivery =
                merchant.post("/webhook-endpoints/" + endpoint + "/test", "").text("id");
        ApiClient.Reply last = merchant.get("/webhooks/" + delivery);
        String event = last.text("event_id");
        String request = last.raw().headers().firstValue("Request-Id").orElseThrow();
        String line = "booked_on,amount,currency,reference\n2026-03-31,12.50,INR,nobody's\n";
        ApiClient.Reply statement = merchant.send(merchant.request("/statements")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(line)));
        return new Possessions(Map.of(
                        "pay", payment,
                        "order", order,
                        "rfnd", refund,
                        "dp", dispute,
                        "file", file,
                        "we", endpoint,
                        "whd", delivery,
                        "evt", event,
                        "req", request,
                        "key_test", merchant.keyId()))
                .and("stmt", statement.text("id"))
                .and("src", statement.text("source"))
                .and("exc", exception(merchant));
    }

    /** What comes of a line that is nobody's. */
    private static String exception(ApiClient merchant) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            String id = merchant.get("/reconciliation/exceptions")
                    .body()
                    .at("/data/0/id")
                    .asString("");
            if (!id.isEmpty()) {
                return id;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("No exception came of a line that is nobody's");
    }

    /** @param kind the prefix of its id */
    public String of(String kind) {
        String id = ids.get(kind);
        if (id == null || id.isEmpty()) {
            throw new AssertionError("Have Possessions make something of the kind " + kind);
        }
        return id;
    }

    /** With one more. */
    public Possessions and(String kind, String id) {
        var more = new HashMap<>(ids);
        more.put(kind, id);
        return new Possessions(more);
    }
}
