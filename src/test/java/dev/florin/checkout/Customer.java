package dev.florin.checkout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody before the page of an order, with a browser that runs no scripts. */
record Customer(int port, String order) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final Pattern STATE = Pattern.compile("data-state=\"([a-z_]+)\"");

    /** @param status of HTTP */
    record Seen(int status, String body, HttpResponse<byte[]> raw) {

        String state() {
            return found(STATE, body);
        }

        String token() {
            return found(TOKEN, body);
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        private static String found(Pattern pattern, String text) {
            var matcher = pattern.matcher(text);
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    Seen look(String... headers) {
        return get("", headers);
    }

    Seen get(String more, String... headers) {
        return send(request(more).GET(), headers);
    }

    Seen post(String more, Map<String, String> form, String... headers) {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                request(more)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)),
                headers);
    }

    /** Sends the form for cards, and looks at the page that it leads to. */
    Seen pay(String token, String number) {
        return follow(post("/pay", card(token, number)));
    }

    /** Something that a page names. */
    Seen followed(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)));
    }

    Seen follow(Seen answer) {
        return answer.status() == 303 ? look() : answer;
    }

    /** The page once nothing is under way any more. */
    Seen awaitOver() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            Seen seen = look();
            if (!List.of("processing", "requires_action").contains(seen.state())) {
                return seen;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Still " + seen.state());
            }
            pause();
        }
    }

    static Map<String, String> card(String token, String number) {
        return Map.of("token", token, "method", "card", "number", number, "expiry", "12 / 30", "cvc", "123");
    }

    HttpRequest.Builder request(String more) {
        return HttpRequest.newBuilder(URI.create("http://localhost:%d/checkout/%s%s".formatted(port, order, more)))
                .timeout(Duration.ofSeconds(30));
    }

    private static Seen send(HttpRequest.Builder request, String... headers) {
        try {
            List<String> all = new ArrayList<>(List.of(headers));
            if (!all.isEmpty()) {
                request.headers(all.toArray(String[]::new));
            }
            var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Seen(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
