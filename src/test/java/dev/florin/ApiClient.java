package dev.florin;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to Florin's API as an integrator would, and waits where one would. */
public final class ApiClient {

    /** The card whose owner disputes what was paid. */
    public static final String DISPUTED = "4000000000000259";

    /** What every new Florin of the dev and test profiles knows. */
    public static final String KEY = "key_test_abc123";

    public static final String SECRET = "secret_test_xyz789";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final JsonMapper JSON = new JsonMapper();

    private final String base;
    private final String keyId;
    private final String authorization;

    public ApiClient(int port) {
        this(port, KEY, SECRET);
    }

    public ApiClient(int port, String key, String secret) {
        this.base = "http://localhost:" + port + "/api/v1";
        this.keyId = key;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** An answer, whatever its status. */
    public record Reply(int status, JsonNode body, HttpResponse<String> raw) {

        public String text(String field) {
            return body.path(field).asString("");
        }

        public long number(String field) {
            return body.path(field).asLong(-1);
        }
    }

    public String keyId() {
        return keyId;
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    public Reply post(String path, String body, String... headers) {
        var request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public Reply put(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    public Reply patch(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    public Reply delete(String path) {
        return send(request(path).DELETE());
    }

    /** Begins a payment of 500 rupees with a card and waits for its outcome. */
    public Reply pay(String number, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Prefer", "wait=20"));
        return post("/payments", payment(number, ""), all.toArray(String[]::new));
    }

    public Reply authorize(String number) {
        return post("/payments", payment(number, "\"capture\":\"manual\","), "Prefer", "wait=20");
    }

    /** Pays with the card whose owner disputes what was paid, and waits for the dispute. */
    public Reply dispute() {
        return awaitDispute(pay(DISPUTED).text("id"), Duration.ofSeconds(30));
    }

    /** The dispute of a payment once there is one; fails if that takes longer than {@code patience}. */
    public Reply awaitDispute(String payment, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String dispute = get("/disputes?payment_id=" + payment)
                    .body()
                    .at("/data/0/id")
                    .asString("");
            if (!dispute.isEmpty()) {
                return get("/disputes/" + dispute);
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Nobody disputed %s within %s".formatted(payment, patience));
            }
            pause(Duration.ofMillis(100));
        }
    }

    /** @param more further fields, each with a comma behind it */
    public static String payment(String number, String more) {
        return """
                {%s"amount":50000,"currency":"INR","card":{"number":"%s","exp_month":12,"exp_year":2030,"cvc":"123"}}""".formatted(more, number);
    }

    /**
     * Sends a file as the part {@code file}.
     *
     * @param key for idempotency; null for none
     */
    public Reply upload(String path, String name, byte[] content, @Nullable String key) {
        String boundary = "florin-" + UUID.randomUUID();
        byte[] head = ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .formatted(boundary, name)
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8);
        var request = request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArrays(List.of(head, content, tail)));
        return send(key == null ? request : request.header("Idempotency-Key", key));
    }

    public static String key() {
        return UUID.randomUUID().toString();
    }

    /** The payment once its status is decided; fails if that takes longer than {@code patience}. */
    public Reply awaitDecided(String payment, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Reply reply = get("/payments/" + payment);
            if (!List.of("pending", "processing", "requires_action").contains(reply.text("status"))) {
                return reply;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Still open after %s: %s".formatted(patience, reply.body()));
            }
            pause(Duration.ofMillis(100));
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", authorization);
    }

    public Reply send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            String body = response.body();
            return new Reply(response.statusCode(), body.isEmpty() ? JSON.nullNode() : JSON.readTree(body), response);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
