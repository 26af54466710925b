package dev.florin;

import dev.florin.members.DemoOwner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks for the pages of those who sign in as a browser would, with cookies and CSRF tokens and without looking at them. */
public final class PortalClient {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(Redirect.NEVER)
            .cookieHandler(new CookieManager())
            .build();
    private final String base;

    public PortalClient(int port) {
        this.base = "http://localhost:" + port;
    }

    /** The demo merchant's owner. */
    public PortalClient signIn() {
        return signIn(DemoOwner.EMAIL, DemoOwner.PASSWORD);
    }

    public PortalClient signIn(String email, String password) {
        var answer = post("/sign-in", "/sign-in", Map.of("email", email, "password", password));
        String to = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() != 302 || to.contains("/sign-in")) {
            throw new IllegalStateException("%s was not let in: %d %s".formatted(email, answer.statusCode(), to));
        }
        return this;
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, Map.of(), headers);
    }

    /**
     * Sends a form.
     *
     * @param page where it stands, and its CSRF token is
     */
    public HttpResponse<String> post(String page, String path, Map<String, String> fields, String... headers) {
        return send("POST", path, withToken(page, fields), headers);
    }

    /** The fields of a form, and the CSRF token of its page if that has one. */
    public Map<String, String> withToken(String page, Map<String, String> fields) {
        var all = new LinkedHashMap<>(fields);
        Matcher token = TOKEN.matcher(get(page).body());
        if (token.find()) {
            all.put("_csrf", token.group(1));
        }
        return all;
    }

    /**
     * Sends this and no more.
     *
     * @param fields in the address of a GET, else in the body
     * @return of a stream of events, its head alone
     */
    public HttpResponse<String> send(String method, String path, Map<String, String> fields, String... headers) {
        String said = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        boolean asks = method.equals("GET");
        var request = HttpRequest.newBuilder(URI.create(base + path + (asks && !said.isEmpty() ? "?" + said : "")))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "text/html");
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!asks) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, BodyPublishers.ofString(said));
        }
        try {
            return http.send(request.build(), PortalClient::body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A stream of events never ends by itself. */
    private static BodySubscriber<String> body(ResponseInfo head) {
        boolean endless = head.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        return endless
                ? BodySubscribers.mapping(BodySubscribers.ofInputStream(), PortalClient::hangUp)
                : BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    private static String hangUp(InputStream events) {
        try (events) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
