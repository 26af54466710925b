package dev.florin.benchmark;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a merchant's server does for one sale: it creates an order, then a card payment for it, each under an
 * idempotency key of its own.
 */
enum Journey {
    /** The caller waits for the outcome. */
    ORDER_PAY_WAIT("Prefer: wait=10\r\n", "captured"),
    /** The caller is answered at once, and Florin goes on alone. */
    PAY_BACKGROUND("", "pending");

    private static final String RUN = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private static final AtomicLong REQUESTS = new AtomicLong();

    private final String prefer;
    private final String expected;

    Journey(String prefer, String status) {
        this.prefer = prefer;
        this.expected = "\"status\":\"" + status + "\"";
    }

    /** @param start when it should have begun, by {@link System#nanoTime}: waiting for a free caller is latency too */
    void run(KeepAlive http, Key key, long start, Tally tally) {
        try {
            long amount = ThreadLocalRandom.current().nextLong(100, 100_000);
            var order = http.post("/api/v1/orders", headers(key), order(amount));
            long ordered = System.nanoTime();
            if (order.status() != 201) {
                tally.failed("order", order);
                return;
            }
            var payment = http.post("/api/v1/payments", headers(key) + prefer, payment(idIn(order.body())));
            long paid = System.nanoTime();
            if (payment.status() != 201 || !payment.body().contains(expected)) {
                tally.failed("payment", payment);
                return;
            }
            tally.succeeded(amount, ordered - start, paid - ordered);
        } catch (IOException e) {
            tally.failed(e.toString());
        }
    }

    private static String headers(Key key) {
        return key.authorization() + "Idempotency-Key: bench-" + RUN + "-" + REQUESTS.incrementAndGet() + "\r\n";
    }

    private static String order(long amount) {
        return """
                {"amount":%s,"currency":"INR","receipt":"r-1001",\
                "customer":{"name":"Asha Rao","email":"asha@example.com","phone":"+919876543210"},\
                "metadata":{"cart":"c-2034"}}""".replace("%s", Long.toString(amount));
    }

    private static String payment(String order) {
        return """
                {"order_id":"%s","method":"card","card":{"number":"4242424242424242","exp_month":12,\
                "exp_year":2030,"cvc":"123","name":"Asha Rao"}}""".replace("%s", order);
    }

    private static String idIn(String order) throws IOException {
        int start = order.indexOf("\"order_");
        int end = order.indexOf('"', start + 1);
        if (start < 0 || end < 0) {
            throw new IOException("No order id in " + order);
        }
        return order.substring(start + 1, end);
    }
}
