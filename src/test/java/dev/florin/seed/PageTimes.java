package dev.florin.seed;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command that tells how long pages take: {@code ./mvnw -Ppages verify [-Dpages.port=8080] [-Dpages.times=40]
 * [-Dpages.paths=/test/dashboard,…]}. It signs in to a Florin that runs on this machine as the demo owner, and asks for
 * each page so many times, one after the other. Times are those of the whole request, as a browser beside it would see
 * them.
 */
final class PageTimes {

    private static final int WARM_UP = 8;
    private static final int MOST = 1000;
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final String OVERVIEW = "/test/dashboard";

    private static final List<String> PATHS = List.of(
            OVERVIEW + "?period=today",
            OVERVIEW + "?period=7d",
            OVERVIEW + "?period=30d",
            OVERVIEW + "?period=12m",
            OVERVIEW + "?period=30d&currency=JPY",
            OVERVIEW + "/payments",
            OVERVIEW + "/payments?status=failed",
            OVERVIEW + "/payments?status=failed&error_code=lost_card",
            OVERVIEW + "/orders",
            OVERVIEW + "/refunds");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;

    private PageTimes(int port) {
        this.base = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port);
    }

    public static void main(String[] arguments) throws Exception {
        int times = Math.clamp(Integer.getInteger("pages.times", 40), 1, MOST);
        String paths = System.getProperty("pages.paths", "");
        var pages = new PageTimes(Integer.getInteger("pages.port", 8080));
        pages.signIn();
        System.out.printf("%n  %-64s %6s %6s %6s %8s%n", "page", "p50", "p95", "max", "KiB");
        for (String path : paths.isBlank() ? PATHS : List.of(paths.split(","))) {
            pages.measure(path, times);
        }
    }

    private void signIn() throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get("/sign-in").text());
        if (!token.find()) {
            throw new IllegalStateException("There is no form to sign in by at " + base);
        }
        String form = "email=%s&password=%s&_csrf=%s"
                .formatted(text("demo@florin.example"), text("tea-and-florins"), text(token.group(1)));
        var answer = http.send(
                HttpRequest.newBuilder(base.resolve("/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        if (!answer.uri().getPath().contains("/dashboard")) {
            throw new IllegalStateException("The demo owner could not sign in: came to " + answer.uri());
        }
    }

    private void measure(String path, int times) throws IOException, InterruptedException {
        Page first = get(path);
        if (first.status() != 200) {
            System.out.printf("  %-64s is answered with %d%n", path, first.status());
            return;
        }
        for (int i = 0; i < WARM_UP; i++) {
            get(path);
        }
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            nanos[i] = get(path).nanos();
        }
        Arrays.sort(nanos);
        System.out.printf(
                "  %-64s %6d %6d %6d %8d   (ms)%n",
                path,
                millis(nanos[times / 2]),
                millis(nanos[(int) Math.ceil(times * 0.95) - 1]),
                millis(nanos[times - 1]),
                first.text().length() / 1024);
    }

    private Page get(String path) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var answer = http.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                BodyHandlers.ofString());
        return new Page(answer.statusCode(), answer.body(), System.nanoTime() - begun);
    }

    private record Page(int status, String text, long nanos) {}

    private static long millis(long nanos) {
        return Math.round(nanos / 1e6);
    }

    private static String text(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
