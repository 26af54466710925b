package dev.florin.torture;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Pays again and again, never waiting for an answer, until one payment succeeds: so Florin takes payments again. */
final class Prober {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PACE = Duration.ofMillis(150);
    static final String BODY = """
            {"amount":100,"currency":"INR","card":{"number":"4242424242424242","exp_month":12,"exp_year":2035,"cvc":"123"}}
            """;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final Cluster cluster;

    Prober(Cluster cluster) {
        this.cluster = cluster;
    }

    /** How long it takes from now on; {@link #PATIENCE} where none succeeds. */
    Duration untilPaid(URI api) throws InterruptedException {
        long begun = System.nanoTime();
        var paid = new CompletableFuture<Long>();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            pay(api, paid);
            try {
                return Duration.ofNanos(paid.get(PACE.toMillis(), TimeUnit.MILLISECONDS) - begun);
            } catch (TimeoutException _) {
                // and another one
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return PATIENCE;
    }

    private void pay(URI api, CompletableFuture<Long> paid) {
        var request = HttpRequest.newBuilder(api.resolve("/api/v1/payments"))
                .timeout(PATIENCE)
                .header("Authorization", cluster.merchants().getLast().authorization())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Prefer", "wait=10")
                .POST(BodyPublishers.ofString(BODY))
                .build();
        http.sendAsync(request, BodyHandlers.ofString()).thenAccept(told -> {
            if (told.statusCode() == 201 && told.body().contains("\"status\":\"captured\"")) {
                paid.complete(System.nanoTime());
            }
        });
    }
}
