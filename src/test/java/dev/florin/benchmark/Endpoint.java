package dev.florin.benchmark;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The endpoint of every merchant: counts what it is told, and believes it. */
final class Endpoint implements AutoCloseable {

    private final HttpServer server;
    private final AtomicLong told = new AtomicLong();

    Endpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", http -> {
            try (http) {
                http.getRequestBody().readAllBytes();
                told.incrementAndGet();
                http.sendResponseHeaders(204, -1);
            }
        });
        server.start();
    }

    /** Has every merchant be told here of its payments' success. */
    void subscribe(int florin, List<Key> keys) {
        String body = "{\"url\":\"http://localhost:%d/\",\"events\":[\"payment.success\"]}"
                .formatted(server.getAddress().getPort());
        try (var callers = Executors.newFixedThreadPool(32)) {
            keys.stream()
                    .map(key -> CompletableFuture.runAsync(() -> subscribe(florin, key, body), callers))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private static void subscribe(int florin, Key key, String body) {
        try (var http = new KeepAlive(florin)) {
            var answer = http.post("/api/v1/webhook-endpoints", key.authorization(), body);
            if (answer.status() != 201) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    long told() {
        return told.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
