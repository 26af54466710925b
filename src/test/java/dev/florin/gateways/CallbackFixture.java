package dev.florin.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.kernel.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Callbacks as the sandbox acquirer sends them, and as somebody else might. */
public final class CallbackFixture {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private CallbackFixture() {}

    public static String sign(byte[] body, Instant at, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update("%d.".formatted(at.getEpochSecond()).getBytes(UTF_8));
            return "t=%d,v1=%s".formatted(at.getEpochSecond(), HexFormat.of().formatHex(mac.doFinal(body)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An approved authorisation of 500 rupees. */
    public static String approved(String event, Tenant tenant, UUID payment) {
        return authorization(event, tenant, payment, "approved", "");
    }

    /** @param more further fields of the data, each with a comma before it */
    public static String authorization(String event, Tenant tenant, UUID payment, String status, String more) {
        return """
                {"id":"%s","type":"authorization.%s","created":"2026-03-01T10:00:00Z","data":{"id":"sbx_%s",
                 "reference":"%s","kind":"authorization","status":"%s","amount":50000,"currency":"INR",
                 "account":"%s/%s"%s}}""".formatted(
                event, status, payment, payment, status, tenant.merchant(), tenant.live() ? "live" : "test", more);
    }

    /** Sends it as the acquirer would, now. */
    public static HttpResponse<String> send(int port, String body) {
        return send(port, body, sign(body.getBytes(UTF_8), Instant.now(), SandboxOptions.DEFAULT_CALLBACK_SECRET));
    }

    public static HttpResponse<String> send(int port, String body, String signature) {
        return send(port, "sandbox", body.getBytes(UTF_8), signature);
    }

    public static HttpResponse<String> send(int port, String gateway, byte[] body, String signature) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://localhost:%d/gateways/%s/callbacks".formatted(port, gateway)))
                            .header("Sandbox-Signature", signature)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
