package dev.florin.gateways.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/** Turns what handling a request brings into an HTTP answer, or into none. */
abstract class Endpoint implements HttpHandler {

    private static final int LONGEST_BODY = 64 * 1024;

    /** Leaves by this to end the connection without an answer. */
    static final class Cut extends RuntimeException {
        Cut() {
            super("cut", null, false, false);
        }
    }

    abstract Reply answer(HttpExchange http) throws IOException, InterruptedException;

    @Override
    public final void handle(HttpExchange http) throws IOException {
        try (http) { // closing what was not answered ends the connection
            respond(http).send(http);
        } catch (Cut _) {
            // as wanted
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply respond(HttpExchange http) throws IOException, InterruptedException {
        try {
            return answer(http);
        } catch (Refusal refusal) {
            return Reply.error(refusal.status, refusal.code, String.valueOf(refusal.getMessage()));
        } catch (JacksonException e) {
            if (e.getCause() instanceof Refusal refusal) { // by a message that checked itself
                return Reply.error(refusal.status, refusal.code, String.valueOf(refusal.getMessage()));
            }
            return Reply.error(
                    400, "malformed", "This is not the JSON that is asked for."); // no echo: it may hold a PAN
        } catch (UncheckedIOException _) {
            return Reply.error(503, "disk_failed", "What was asked could not be kept.");
        }
    }

    static String body(HttpExchange http) throws IOException {
        byte[] bytes = http.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (bytes.length > LONGEST_BODY) {
            throw new Refusal(413, "too_large", "A request has at most 64 KiB.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static <T> T body(HttpExchange http, Class<T> type) throws IOException {
        return Json.MAPPER.readValue(body(http), type);
    }

    static UUID reference(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new Refusal(404, "not_found", "A reference is a UUID.");
        }
    }

    static void authenticate(HttpExchange http, byte[] expected) {
        String given = http.getRequestHeaders().getFirst("Authorization");
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected)) {
            throw new Refusal(401, "unauthenticated", "Send Authorization: Bearer and the API key.");
        }
    }

    static byte[] bearer(String apiKey) {
        return ("Bearer " + apiKey).getBytes(StandardCharsets.UTF_8);
    }
}
