package dev.florin.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a window: it keeps cookies, sends forms with the token of their page, and follows nothing. */
public final class PageClient {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String base;
    private String token = "";

    public PageClient(int port) {
        this.base = "http://localhost:" + port;
    }

    /** An answer, whatever its status; of a stream of events, its head alone. */
    public record Reply(int status, HttpHeaders headers, String body) {

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /** Signs in by password; whose token is then that of {@code home}. */
    public PageClient signIn(String email, String password, String home) {
        takeToken("/sign-in");
        var reply = post("/sign-in", Map.of("email", email, "password", password));
        if (reply.status() != 302 || reply.header("Location").contains("error")) {
            throw new AssertionError("%s was not let in: %s".formatted(email, reply));
        }
        return takeToken(home);
    }

    /** Sends the token of this page with forms from now on. */
    public PageClient takeToken(String page) {
        var reply = get(page);
        var found = TOKEN.matcher(reply.body());
        if (!found.find()) {
            throw new AssertionError("%s has no form with a token: %s".formatted(page, reply));
        }
        token = found.group(1);
        return this;
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, Map.of(), headers);
    }

    /** A form with its token. */
    public Reply post(String path, Map<String, String> form, String... headers) {
        return send("POST", path, with(form), headers);
    }

    /** {@code form} and the token. */
    public Map<String, String> with(Map<String, String> form) {
        var all = new LinkedHashMap<>(form);
        all.put("_csrf", token);
        return all;
    }

    /** As it is, without a token; what a GET says is in its address. */
    public Reply send(String method, String path, Map<String, String> form, String... headers) {
        String said = form.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        boolean read = method.equals("GET");
        var request = HttpRequest.newBuilder(URI.create(base + path + (read && !said.isEmpty() ? "?" + said : "")))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "text/html,*/*");
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (read) {
            request.GET();
        } else {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, BodyPublishers.ofString(said));
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                boolean endless =
                        response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
                return new Reply(
                        response.statusCode(),
                        response.headers(),
                        endless ? "" : new String(body.readAllBytes(), UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
