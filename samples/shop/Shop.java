import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A shop that sells tea through Florin's checkout, in the three ways that there are: in a window over its page, by a link,
 * and on Florin's own page. Java 17 or later, no dependencies; {@code --help} lists the options.
 *
 * <pre>java samples/shop/Shop.java</pre>
 *
 * <p>What to copy into a shop: {@link Florin#order}, {@link Signatures}, and the order of things. The server creates the
 * order, and knows its price; the page is given its id alone; what comes back by the browser is believed when its
 * signature is good, for an order that the server remembers. Send the parcel when the webhook has come: it comes even if
 * the customer has closed the browser.
 */
public final class Shop {

    private static final int LARGEST_FORM = 10_000;

    private final Options options;
    private final Florin florin;

    /** What is being bought, by order id. A shop keeps this in its database. */
    private final Map<String, Tea> orders = new ConcurrentHashMap<>();

    private Shop(Options options) {
        this.options = options;
        this.florin = new Florin(options);
    }

    /** @param price in paise */
    private record Tea(String sku, String name, String about, long price) {

        static final List<Tea> ALL = List.of(
                new Tea("assam", "Assam", "Malty and strong, for the morning", 25000),
                new Tea("darjeeling", "Darjeeling", "First flush, light and floral", 48000),
                new Tea("masala", "Masala chai", "Cardamom, ginger and clove", 32000));

        static Tea of(String sku) {
            return ALL.stream().filter(tea -> tea.sku.equals(sku)).findFirst().orElse(null);
        }

        String shownPrice() {
            return "₹%,d.%02d".formatted(price / 100, price % 100);
        }
    }

    public static void main(String... args) throws IOException {
        if (List.of(args).contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        try {
            new Shop(Options.of(args)).start();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(Options.USAGE);
            System.exit(2);
        } catch (BindException e) {
            System.err.println("The port is taken: choose another with --port");
            System.exit(1);
        }
    }

    private void start() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(options.port()), 0);
        server.createContext("/", this::route);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.printf(
                "The shop is open at http://localhost:%d, and sells by Florin at %s%n",
                server.getAddress().getPort(), options.florin());
    }

    private void route(HttpExchange exchange) throws IOException {
        try (exchange) {
            var route =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            try {
                switch (route) {
                    case "GET /" -> page(exchange, 200, "Tea House", catalogue());
                    case "POST /buy" -> buy(exchange);
                    case "POST /orders" -> orderForWindow(exchange);
                    case "GET /bill" -> bill(exchange);
                    case "GET /thanks" -> thanks(exchange);
                    case "GET /shop.css" -> send(exchange, 200, "text/css", STYLE);
                    case "GET /shop.js" -> send(exchange, 200, "text/javascript", SCRIPT);
                    case "GET /favicon.ico" -> exchange.sendResponseHeaders(204, -1);
                    default -> page(exchange, 404, "Not here", "<h1>There is no such page</h1>" + BACK);
                }
            } catch (Florin.Refused e) {
                System.out.println(e.getMessage());
                page(
                        exchange,
                        502,
                        "No order",
                        "<h1>The order could not be placed</h1><p>%s</p>".formatted(html(e.getMessage())) + BACK);
            }
        }
    }

    /** Without scripts, and for those who chose it: on to Florin's page, or to a bill with a link to it. */
    private void buy(HttpExchange exchange) throws IOException {
        var form = form(exchange);
        var tea = Tea.of(form.getOrDefault("sku", ""));
        if (tea == null) {
            page(exchange, 422, "No such tea", "<h1>We have no such tea</h1>" + BACK);
            return;
        }
        var order = order(exchange, tea);
        exchange.getResponseHeaders()
                .set("Location", "link".equals(form.get("way")) ? "/bill?order_id=" + order.id() : order.checkoutUrl());
        exchange.sendResponseHeaders(303, -1);
    }

    /** For the script, which opens the window: all that it is given is the order's id and the key's. */
    private void orderForWindow(HttpExchange exchange) throws IOException {
        var tea = Tea.of(form(exchange).getOrDefault("sku", ""));
        if (tea == null) {
            send(exchange, 422, "application/json", "{\"error\":\"We have no such tea\"}");
            return;
        }
        var order = order(exchange, tea);
        send(
                exchange,
                201,
                "application/json",
                "{\"orderId\":\"%s\",\"key\":\"%s\"}".formatted(order.id(), options.key()));
    }

    private Florin.Order order(HttpExchange exchange, Tea tea) throws IOException {
        var here = "http://" + exchange.getRequestHeaders().getFirst("Host");
        var order = florin.order(tea.sku(), tea.name(), tea.price(), here + "/thanks");
        orders.put(order.id(), tea);
        return order;
    }

    private void bill(HttpExchange exchange) throws IOException {
        var id = query(exchange).getOrDefault("order_id", "");
        var tea = orders.get(id);
        if (tea == null) {
            page(exchange, 404, "No such order", "<h1>We have no such order</h1>" + BACK);
            return;
        }
        page(
                exchange,
                200,
                "Your order",
                """
                <h1>Your order</h1>
                <dl><div><dt>%s</dt><dd>%s</dd></div><div><dt>Order</dt><dd class="id">%s</dd></div></dl>
                <p><a class="button" data-florin-checkout data-key="%s" href="%s/checkout/%s">Pay %s</a></p>
                """.formatted(
                                        html(tea.name()),
                                        tea.shownPrice(),
                                        html(id),
                                        html(options.key()),
                                        html(options.florin()),
                                        html(id),
                                        tea.shownPrice())
                        + BACK);
    }

    /** Where the customer comes back to, from the window as from Florin's page. Anybody can ask for this address. */
    private void thanks(HttpExchange exchange) throws IOException {
        var query = query(exchange);
        var id = query.getOrDefault("order_id", "");
        var payment = query.getOrDefault("payment_id", "");
        var tea = orders.get(id); // ours, as we remember it: not what the browser tells
        if (tea == null) {
            page(exchange, 404, "No such order", "<h1>We have no such order</h1>" + BACK);
        } else if (payment.isEmpty()) {
            page(exchange, 200, "Not paid", """
                    <h1 data-test-id="result" data-result="unpaid">Not paid yet</h1>
                    <p>Nothing was paid for order <span class="id">%s</span>. <a href="/bill?order_id=%s">Pay it now</a>.</p>
                    """.formatted(html(id), html(id)) + BACK);
        } else if (isGood(id, payment, query.getOrDefault("signature", ""))) {
            System.out.printf("%s is paid by %s: the signature is good%n", id, payment);
            page(
                    exchange,
                    200,
                    "Thank you",
                    """
                    <h1 data-test-id="result" data-result="paid">Thank you!</h1>
                    <p>Your %s is on its way.</p>
                    <dl><div><dt>Paid</dt><dd>%s</dd></div><div><dt>Order</dt><dd class="id">%s</dd></div>\
                    <div><dt>Payment</dt><dd class="id">%s</dd></div><div><dt>Signature</dt><dd>good</dd></div></dl>
                    """.formatted(html(tea.name()), tea.shownPrice(), html(id), html(payment)) + BACK);
        } else {
            System.out.printf("Somebody claims that %s is paid: the signature is bad%n", line(id));
            page(exchange, 403, "Not believed", """
                    <h1 data-test-id="result" data-result="forged">We cannot confirm this payment</h1>
                    <p>The signature is not Florin's. Nothing is sent for order <span class="id">%s</span>.</p>
                    """.formatted(html(id)) + BACK);
        }
    }

    private boolean isGood(String order, String payment, String signature) {
        return options.signingSecrets().stream()
                .anyMatch(secret -> Signatures.checkout(order, payment, signature, secret));
    }

    private static String catalogue() {
        var teas = new StringBuilder();
        for (var tea : Tea.ALL) {
            teas.append("""
                    <li>
                      <h2>%s</h2>
                      <p>%s</p>
                      <p class="price">%s <small>100 g</small></p>
                      <form method="post" action="/buy">
                        <input type="hidden" name="sku" value="%s">
                        <button name="way" value="window" aria-label="Buy %s">Buy</button>
                        <button name="way" value="page" class="plain" aria-label="Buy %s on Florin’s page">Florin’s page</button>
                        <button name="way" value="link" class="plain" aria-label="Buy %s by a link">Link</button>
                      </form>
                    </li>
                    """.formatted(
                            html(tea.name()),
                            html(tea.about()),
                            tea.shownPrice(),
                            tea.sku(),
                            html(tea.name()),
                            html(tea.name()),
                            html(tea.name())));
        }
        return "<h1>Tea, freshly packed</h1><p>Nothing is real here, but for the way it is paid.</p><ul class=\"teas\">"
                + teas + "</ul><p role=\"alert\" id=\"note\"></p>";
    }

    private static final String BACK = "<p><a href=\"/\">Back to the teas</a></p>";

    private void page(HttpExchange exchange, int status, String title, String content) throws IOException {
        var florin = options.florin();
        // All that the checkout needs: its script, its frame, and forms that lead to it
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self' %s; frame-src %s; form-action 'self' %s; style-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
                                .formatted(florin, florin, florin));
        exchange.getResponseHeaders()
                .set("Referrer-Policy", "no-referrer"); // the address of /thanks is nobody else's business
        send(exchange, status, "text/html", """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="/shop.css">
                <script src="%s/checkout/v1/checkout.js" defer></script>
                <script src="/shop.js" defer></script>
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(html(title), html(florin), content));
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        return pairs(new String(exchange.getRequestBody().readNBytes(LARGEST_FORM), StandardCharsets.UTF_8));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return pairs(exchange.getRequestURI().getRawQuery());
    }

    private static Map<String, String> pairs(String text) {
        var pairs = new HashMap<String, String>();
        for (var pair : text == null ? new String[0] : text.split("&")) {
            var sides = pair.split("=", 2);
            try {
                pairs.put(sides[0], sides.length == 2 ? URLDecoder.decode(sides[1], StandardCharsets.UTF_8) : "");
            } catch (IllegalArgumentException e) {
                // not a form's: as if it were not there
            }
        }
        return pairs;
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Where scripts are on, "Buy" opens the window; where they are off, it is the form's own button. */
    private static final String SCRIPT = """
            'use strict';
            document.addEventListener('submit', async (event) => {
              if (event.submitter?.value !== 'window' || !window.PaymentGateway) return;
              event.preventDefault();
              event.submitter.disabled = true;
              try {
                const answer = await fetch('/orders', { method: 'POST', body: new URLSearchParams(new FormData(event.target)) });
                if (!answer.ok) throw new Error();
                const { orderId, key } = await answer.json();
                let result;
                event.submitter.disabled = false;
                event.submitter.focus();
                new PaymentGateway({
                  key,
                  orderId,
                  onSuccess: (paid) => { result = paid; },
                  onFailure: ({ message }) => { document.getElementById('note').textContent = message; },
                  onClose: () => {
                    if (!result) return;
                    const { orderId: order_id, paymentId: payment_id, signature } = result;
                    location.assign(`/thanks?${new URLSearchParams({ order_id, payment_id, signature })}`); // where it is checked
                  },
                }).open();
              } catch {
                document.getElementById('note').textContent = 'The order could not be placed. Please try again.';
              } finally {
                event.submitter.disabled = false;
              }
            });
            """;

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: light-dark(#1d2a24, #e7ece9); --quiet: light-dark(#55645c, #a3b0a9);
              --line: light-dark(#dde5e0, #2c3731); --paper: light-dark(#fbfaf6, #121714); --card: light-dark(#fff, #19201c);
              --brand: #1f6f4a; }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif; }
            main { max-width: 60rem; margin: 0 auto; padding: 3rem 1.25rem 5rem; }
            h1 { font-size: clamp(1.8rem, 5vw, 2.6rem); line-height: 1.15; letter-spacing: -.02em; margin: 0 0 .5rem; }
            h2 { margin: 0; font-size: 1.25rem; }
            p { color: var(--quiet); }
            a { color: inherit; }
            .teas { list-style: none; margin: 2.5rem 0; padding: 0; display: grid; gap: 1.25rem;
              grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
            .teas li { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1.5rem;
              display: flex; flex-direction: column; }
            .teas form { margin-block-start: auto; }
            .teas p { margin: .25rem 0 1rem; }
            .teas .price { color: var(--ink); font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; }
            small { font-weight: 400; color: var(--quiet); }
            form { display: flex; flex-wrap: wrap; gap: .5rem; }
            button, .button { font: inherit; font-weight: 600; border: 1px solid var(--brand); border-radius: .6rem; padding: .6rem 1.1rem;
              min-height: 44px; background: var(--brand); color: #fff; cursor: pointer; text-decoration: none; display: inline-block; }
            button:first-of-type { flex: 1 1 100%; }
            button.plain { flex: 1 0 auto; background: none; border-color: var(--line); color: var(--ink); font-weight: 500; padding-inline: .5rem; }
            :focus-visible { outline: 3px solid #4a9d77; outline-offset: 2px; }
            dl { border-top: 1px solid var(--line); margin: 1.5rem 0; }
            dl div { display: flex; justify-content: space-between; gap: 1.5rem; padding: .7rem 0; border-bottom: 1px solid var(--line); }
            dt { color: var(--quiet); }
            dd { margin: 0; text-align: end; }
            .id { font-family: ui-monospace, monospace; font-size: .85em; overflow-wrap: anywhere; }
            """;
}

/** Florin's API, as far as a shop needs it. */
final class Florin {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"(order_[0-9a-z]+)\"");
    private static final Pattern URL = Pattern.compile("\"checkout_url\"\\s*:\\s*\"([^\"\\\\]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Options options;

    Florin(Options options) {
        this.options = options;
    }

    record Order(String id, String checkoutUrl) {}

    /** Florin has not made the order. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Creates an order of one packet.
     *
     * @param price in paise
     * @param returnUrl where the customer goes after Florin's page
     */
    Order order(String sku, String name, long price, String returnUrl) throws IOException {
        var credentials = options.key() + ":" + options.secret();
        var request = HttpRequest.newBuilder(URI.create(options.florin() + "/api/v1/orders"))
                .timeout(Duration.ofSeconds(10))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("""
                        {"currency":"INR","return_url":"%s","line_items":[{"sku":"%s","name":"%s","quantity":1,"unit_amount":%d}]}
                        """.formatted(returnUrl, sku, name, price)))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            var id = ID.matcher(answer.body());
            var url = URL.matcher(answer.body());
            if (answer.statusCode() != 201 || !id.find() || !url.find()) {
                throw new Refused("Florin answered %d: %s".formatted(answer.statusCode(), answer.body()));
            }
            return new Order(id.group(1), url.group(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (IOException e) {
            throw new Refused(
                    "Florin does not answer at %s. Start it with ./mvnw spring-boot:run, or name another with --florin."
                            .formatted(options.florin()));
        }
    }
}

/** What Florin signs with. */
final class Signatures {

    private Signatures() {}

    /**
     * Whether what the SDK's {@code onSuccess} got, and a browser handed on, is Florin's word.
     *
     * @param orderId of the order as your server remembers it, not as the browser tells
     * @param secret {@code sgn_…}
     */
    static boolean checkout(String orderId, String paymentId, String signature, String secret) {
        return same(HexFormat.of().formatHex(hmac(utf8(secret), utf8(orderId + "|" + paymentId))), signature);
    }

    /** In a time that tells nothing about where they differ. */
    private static boolean same(String expected, String actual) {
        return MessageDigest.isEqual(utf8(expected), utf8(actual));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (var part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has HmacSHA256
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

/** What the command line asks for. */
record Options(int port, String florin, String key, String secret, List<String> signingSecrets) {

    static final String USAGE = """
            usage: java Shop.java [option…]
              --port=4001                       0 takes a free one; the shop's origin has to be in the merchant's profile
              --florin=http://localhost:8080    where Florin is
              --key=key_test_…                  the merchant's, as its secrets; without them, the demo merchant's
              --secret=secret_test_…
              --signing-secret=sgn_test_…       several while it is rotated, the option repeated""";

    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d+)?");

    static Options of(String[] args) {
        int port = 4001;
        var florin = "http://localhost:8080";
        var key = "key_test_abc123";
        var secret = "secret_test_xyz789";
        var signingSecrets = new ArrayList<String>();
        for (var arg : args) {
            var option = Arrays.copyOf(arg.split("=", 2), 2);
            var value = option[1] == null ? "" : option[1];
            switch (option[0]) {
                case "--port" -> port = port(value);
                case "--florin" -> florin = value;
                case "--key" -> key = value;
                case "--secret" -> secret = value;
                case "--signing-secret" -> signingSecrets.add(value);
                default -> throw new IllegalArgumentException("There is no option " + option[0]);
            }
        }
        if (signingSecrets.isEmpty()) {
            signingSecrets.add("sgn_test_abc123");
        }
        if (!ORIGIN.matcher(florin).matches()) {
            throw new IllegalArgumentException("--florin is an address without a path, such as http://localhost:8080");
        }
        if (!signingSecrets.stream().allMatch(s -> s.startsWith("sgn_"))) {
            throw new IllegalArgumentException("A signing secret starts with sgn_");
        }
        return new Options(port, florin, key, secret, List.copyOf(signingSecrets));
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("--port is not a number from 0 to 65535");
    }
}
