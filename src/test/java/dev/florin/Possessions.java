package dev.florin;

import java.util.HashMap;
import java.util.Map;

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
        String endpoint = merchant.post("/webhook-endpoints", "{\"url\":\"http://localhost:9/\"}")
                .text("id");
        String delivery =
                merchant.post("/webhook-endpoints/" + endpoint + "/test", "").text("id");
        ApiClient.Reply last = merchant.get("/webhooks/" + delivery);
        String event = last.text("event_id");
        String request = last.raw().headers().firstValue("Request-Id").orElseThrow();
        return new Possessions(Map.of(
                "pay", payment,
                "order", order,
                "rfnd", refund,
                "we", endpoint,
                "whd", delivery,
                "evt", event,
                "req", request,
                "key_test", merchant.keyId()));
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
