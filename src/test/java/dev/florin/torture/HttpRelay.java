package dev.florin.torture;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passes posted messages on, such as callbacks and webhooks, and can be told not to do it well. Each goes to one of the
 * receivers, by turns, and to another if that one is not there.
 */
final class HttpRelay implements AutoCloseable {

    /** What becomes of a message. */
    enum Manner {
        FAITHFUL,
        /** Taken, and never passed on. */
        LOSING,
        /** Passed on twice, to two receivers where there are two. */
        DOUBLING,
        /** Taken, and passed on after the next one. */
        REORDERING,
        /** Taken, and passed on some seconds later. */
        DELAYING,
        /** The connection ends without an answer. */
        CLOSING,
        /** Answered with 500, and not passed on. */
        FAILING,
        /** Neither answered nor passed on until the manner changes. */
        HANGING
    }

    private static final Duration LATE = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern REFERENCE = Pattern.compile("\"reference\":\"([^\"]+)\"");
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "content-length", "connection", "upgrade", "http2-settings", "expect", "transfer-encoding");

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<URI> receivers;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<String> declined = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Runnable> heldBack = new AtomicReference<>(() -> {});
    private volatile Habit habit = new Habit(Manner.FAITHFUL, 1, new Random(0));

    private record Habit(Manner manner, double share, Random random) {
        Manner drawn() {
            return random.nextDouble() < share ? manner : Manner.FAITHFUL;
        }
    }

    /** @param receivers where to pass messages on to; the path is the message's own where a receiver has none */
    HttpRelay(List<URI> receivers) {
        this.receivers = receivers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** @param share of the messages that meet it, 0–1 */
    void behave(Manner manner, double share, long seed) {
        habit = new Habit(manner, share, new Random(seed));
    }

    /** Is faithful again, and passes on what it holds back. */
    void heal() {
        behave(Manner.FAITHFUL, 1, 0);
        heldBack.getAndSet(() -> {}).run();
    }

    private record Message(String path, com.sun.net.httpserver.Headers headers, byte[] body) {

        private @Nullable String reference() {
            var found = REFERENCE.matcher(text());
            return found.find() ? found.group(1) : null;
        }

        private boolean declines() {
            return text().contains("\"status\":\"declined\"");
        }

        private String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        HttpRequest to(URI receiver) {
            var request = HttpRequest.newBuilder(receiver.getPath().isEmpty() ? receiver.resolve(path) : receiver)
                    .timeout(PATIENCE)
                    .POST(BodyPublishers.ofByteArray(body));
            headers.forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            return request.build();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var message = new Message(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            boolean indispensable = isIndispensable(message);
            Manner manner = habit.drawn();
            switch (manner == Manner.LOSING && indispensable ? Manner.FAITHFUL : manner) {
                case FAITHFUL -> answer(exchange, message);
                case LOSING -> exchange.sendResponseHeaders(200, -1);
                case DOUBLING -> {
                    workers.execute(() -> passOnLater(message, Duration.ZERO));
                    answer(exchange, message);
                }
                case REORDERING -> {
                    exchange.sendResponseHeaders(200, -1);
                    Runnable earlier = heldBack.getAndSet(() -> passOnLater(message, Duration.ZERO));
                    workers.execute(() -> passOnLater(message, LATE)); // in case none follows: then it comes twice
                    workers.execute(earlier);
                }
                case DELAYING -> {
                    exchange.sendResponseHeaders(200, -1);
                    workers.execute(() -> passOnLater(message, LATE));
                }
                case CLOSING -> {}
                case FAILING -> exchange.sendResponseHeaders(500, -1);
                case HANGING -> hang();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * An acquirer that took money after it had declined is asked by nobody any more: its callback is all that tells, and
     * where that is lost too, only its statement does.
     */
    private boolean isIndispensable(Message message) {
        String reference = message.reference();
        if (reference == null) {
            return false;
        }
        return message.declines() ? !declined.add(reference) : declined.contains(reference);
    }

    private void hang() throws InterruptedException {
        Habit mine = habit;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (mine.equals(habit) && System.nanoTime() - end < 0) {
            Thread.sleep(50);
        }
    }

    private void answer(HttpExchange exchange, Message message) throws IOException, InterruptedException {
        try {
            HttpResponse<byte[]> told = passOn(message);
            exchange.sendResponseHeaders(told.statusCode(), told.body().length == 0 ? -1 : told.body().length);
            exchange.getResponseBody().write(told.body());
        } catch (IOException e) {
            exchange.sendResponseHeaders(502, -1);
        }
    }

    private HttpResponse<byte[]> passOn(Message message) throws IOException, InterruptedException {
        int first = turn.getAndIncrement();
        IOException last = new IOException("There is no receiver");
        for (int i = 0; i < receivers.size(); i++) {
            try {
                URI receiver = receivers.get(Math.floorMod(first + i, receivers.size()));
                return client.send(message.to(receiver), BodyHandlers.ofByteArray());
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /** What has been taken already is sent until it arrives, and at most for {@link #PATIENCE}. */
    private void passOnLater(Message message, Duration wait) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            Thread.sleep(wait);
            while (!arrives(message) && System.nanoTime() - end < 0) {
                Thread.sleep(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean arrives(Message message) throws InterruptedException {
        try {
            return passOn(message).statusCode() < 300;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        client.shutdownNow();
    }
}
