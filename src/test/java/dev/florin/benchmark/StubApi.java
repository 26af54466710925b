package dev.florin.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.florin.kernel.TypeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Answers as Florin's API does, and does nothing. */
final class StubApi implements AutoCloseable {

    private final HttpServer server;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    StubApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/orders", http -> {
            String id = TypeId.format("order", TypeId.next());
            answer(http, "{\"id\":\"%s\",\"object\":\"order\",\"status\":\"created\"}".formatted(id));
        });
        server.createContext("/api/v1/payments", http -> {
            boolean waits = "wait=10".equals(http.getRequestHeaders().getFirst("Prefer"));
            String id = TypeId.format("pay", TypeId.next());
            String status = waits ? "captured" : "pending";
            answer(http, "{\"id\":\"%s\",\"object\":\"payment\",\"status\":\"%s\"}".formatted(id, status));
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How many requests had an idempotency key that none before had. */
    int uniqueKeys() {
        return keys.size();
    }

    private void answer(HttpExchange http, String body) throws IOException {
        try (http) {
            http.getRequestBody().readAllBytes();
            boolean known = http.getRequestHeaders().getFirst("Authorization") != null;
            if (known) {
                keys.add(String.valueOf(http.getRequestHeaders().getFirst("Idempotency-Key")));
            }
            byte[] bytes = body.getBytes(UTF_8);
            boolean chunked = body.contains("payment"); // both ways that Florin may answer
            http.sendResponseHeaders(known ? 201 : 401, chunked ? 0 : bytes.length);
            http.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
