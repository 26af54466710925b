package dev.florin.gateways.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP answer. */
record Reply(int status, Map<String, String> headers, byte[] body) {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    static Reply json(Object value) {
        return new Reply(200, JSON, Json.MAPPER.writeValueAsBytes(value));
    }

    static Reply error(int status, String code, String message) {
        return new Reply(status, JSON, Json.MAPPER.writeValueAsBytes(Map.of("error", new Problem(code, message))));
    }

    /** 200, and JSON that breaks off. */
    static Reply garbage() {
        return new Reply(200, JSON, "{\"id\":\"sbx_\",\"status\":\"appro".getBytes(StandardCharsets.UTF_8));
    }

    void send(HttpExchange http) throws IOException {
        headers.forEach(http.getResponseHeaders()::set);
        http.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            http.getResponseBody().write(body);
        }
    }

    private record Problem(String code, String message) {}
}
