package dev.florin.torture;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;

/** Stands in for the workload. */
final class Load implements AutoCloseable {
    private volatile boolean done;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final Thread[] threads = new Thread[16];

    Load(Cluster cluster) {
        for (int i = 0; i < threads.length; i++) {
            int n = i;
            threads[i] = Thread.ofVirtual().start(() -> go(cluster, n));
        }
    }

    private void go(Cluster cluster, int n) {
        var random = new Random(n);
        while (!done) {
            try {
                URI api = cluster.apis().get(random.nextInt(2));
                http.send(
                        HttpRequest.newBuilder(api.resolve("/api/v1/payments"))
                                .timeout(Duration.ofSeconds(15))
                                .header(
                                        "Authorization",
                                        cluster.merchants()
                                                .get(random.nextInt(
                                                        cluster.merchants().size()))
                                                .authorization())
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .header("Prefer", "wait=10")
                                .POST(BodyPublishers.ofString(Prober.BODY))
                                .build(),
                        BodyHandlers.ofString());
                Thread.sleep(random.nextInt(50, 300));
            } catch (java.io.IOException e) {
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done = true;
        for (Thread t : threads) {
            try {
                t.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
