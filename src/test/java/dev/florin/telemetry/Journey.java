package dev.florin.telemetry;

import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import java.time.Duration;

/** A bit of everything that a merchant does. */
final class Journey {

    private Journey() {}

    /** @return a payment that was refunded */
    static String walk(ApiClient merchant, String webhookUrl) {
        merchant.post("/webhook-endpoints", "{\"url\":\"%s\"}".formatted(webhookUrl));
        merchant.pay("4000000000000002");
        String payment = merchant.pay("4242424242424242").text("id");
        String refund = merchant.post("/payments/" + payment + "/refunds", "{}").text("id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> merchant.get("/refunds/" + refund).text("status").equals("processed"));
        return payment;
    }
}
