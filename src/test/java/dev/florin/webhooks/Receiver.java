package dev.florin.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A merchant's server: hears what it is told, and answers as a test wants. */
public final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final boolean remembers;
    private volatile Function<Heard, Answer> answers = _ -> Answer.of(200);

    /** @param path on which it came */
    public record Heard(long nanos, String path, HttpHeaders headers, String body) {

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** By both signatures, however long ago they were made. */
        public boolean isAuthentic(String secret) {
            String signed = "%s.%s.%s".formatted(header("webhook-id"), header("webhook-timestamp"), body);
            byte[] key = Base64.getDecoder().decode(secret.substring(secret.indexOf('_') + 1));
            String standard = "v1," + Base64.getEncoder().encodeToString(hmac(key, signed));
            return List.of(header("webhook-signature").split(" ")).contains(standard)
                    && HexFormat.of()
                            .formatHex(hmac(secret.getBytes(UTF_8), body))
                            .equals(header("X-Webhook-Signature"));
        }

        private static byte[] hmac(byte[] key, String text) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(text.getBytes(UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Both ways that the guide describes, and by the library that it names. */
        public boolean isSigned(String secret) {
            try {
                new Webhook(secret).verify(body, headers); // knows what time it is
                return isAuthentic(secret);
            } catch (Exception e) {
                return false;
            }
        }
    }

    public record Answer(int status, Map<String, String> headers, String body) {

        public static Answer of(int status) {
            return new Answer(status, Map.of(), "ok");
        }

        public static Answer of(int status, String header, String value) {
            return new Answer(status, Map.of(header, value), "");
        }
    }

    public Receiver() {
        this(true);
    }

    /** @param remembers whether {@link #heard} is told all; whoever does the answering may remember what it needs */
    public Receiver(boolean remembers) {
        this.remembers = remembers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var one = new Heard(
                    System.nanoTime(),
                    exchange.getRequestURI().getPath(),
                    HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true),
                    body);
            if (remembers) {
                heard.add(one);
            }
            Answer answer = answers.apply(one);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/hooks";
    }

    public Receiver answer(Function<Heard, Answer> with) {
        answers = with;
        return this;
    }

    public Receiver answer(int status) {
        return answer(_ -> Answer.of(status));
    }

    public List<Heard> heard() {
        return heard;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
