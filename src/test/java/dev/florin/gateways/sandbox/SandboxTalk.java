package dev.florin.gateways.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a sandbox acquirer as any HTTP client would; by its control API tests bring faults about. */
public final class SandboxTalk {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    public SandboxTalk(URI address) {
        this.address = address;
    }

    public record Told(int http, String body) {

        public @Nullable String text(String field) {
            JsonNode value = JSON.readTree(body).get(field);
            return value == null ? null : value.asString();
        }

        public long number(String field) {
            return JSON.readTree(body).get(field).asLong();
        }

        public String status() {
            return String.valueOf(text("status"));
        }
    }

    public Told authorize(UUID reference, long amount, boolean capture, String number) {
        return call("POST", "/v1/authorizations", """
                {"reference":"%s","amount":%d,"currency":"INR","capture":%s,"return_url":"https://shop.example/back",
                 "card":{"number":"%s","exp_month":12,"exp_year":2090,"cvc":"123","holder":"A. Shopper"}}
                """.formatted(reference, amount, capture, number));
    }

    public Told upi(UUID reference, long amount, String flow, @Nullable String vpa) {
        String payer = vpa == null ? "null" : "\"" + vpa + "\"";
        return call("POST", "/v1/authorizations", """
                {"reference":"%s","amount":%d,"currency":"INR","capture":true,"upi":{"flow":"%s","vpa":%s}}
                """.formatted(reference, amount, flow, payer));
    }

    /** For an account of the client's. */
    public Told authorize(UUID reference, long amount, String account) {
        return call("POST", "/v1/authorizations", """
                {"reference":"%s","amount":%d,"currency":"INR","capture":false,"account":"%s",
                 "card":{"number":"4242424242424242","exp_month":12,"exp_year":2090}}
                """.formatted(reference, amount, account));
    }

    public Told capture(UUID reference, UUID authorization, long amount, boolean last) {
        return call("POST", "/v1/captures", """
                {"reference":"%s","authorization":"%s","amount":%d,"last":%s}
                """.formatted(reference, authorization, amount, last));
    }

    public Told release(UUID reference, UUID authorization) {
        return call("POST", "/v1/voids", """
                {"reference":"%s","authorization":"%s"}
                """.formatted(reference, authorization));
    }

    public Told refund(UUID reference, UUID authorization, long amount) {
        return call("POST", "/v1/refunds", """
                {"reference":"%s","authorization":"%s","amount":%d}
                """.formatted(reference, authorization, amount));
    }

    public Told inquire(UUID reference) {
        return call("GET", "/v1/transactions/" + reference, "");
    }

    public Told control(String method, String path, String body) {
        return call(method, "/control/" + path, body);
    }

    public Told call(String method, String path, String body) {
        return send(request(method, path, body)
                .header("Authorization", "Bearer " + SandboxOptions.DEFAULT_KEY)
                .build());
    }

    /** As a customer's browser: without the key. */
    public Told browse(String method, String path, String body) {
        return send(request(method, path, body).build());
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(address.resolve(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    private Told send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Told(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
