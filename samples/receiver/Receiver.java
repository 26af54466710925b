import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A merchant's end of Florin's webhooks: checks who sent a delivery, handles every event once, and tells what came. Java
 * 17 or later, no dependencies; {@code --help} lists the options.
 *
 * <pre>java samples/receiver/Receiver.java</pre>
 *
 * <p>What to copy into a shop: {@link #receive}, {@link Signatures}, and the order of things there. Read the body as
 * bytes, with a limit; check the signatures before anything is believed; remember the id, so that a second delivery of an
 * event has no second effect; answer within five seconds, and do what takes longer afterwards.
 */
public final class Receiver {

    private static final int LARGEST_BODY = 1 << 20;

    private final Options options;
    private final AtomicInteger misbehaviours;

    /**
     * Ids of deliveries that were handled. A shop keeps them in its database, under a unique key and in the transaction
     * that also sends the parcel: this set is gone with the process.
     */
    private final Set<String> handled = ConcurrentHashMap.newKeySet();

    private Receiver(Options options) {
        this.options = options;
        this.misbehaviours = new AtomicInteger(options.times());
    }

    public static void main(String... args) throws IOException {
        if (List.of(args).contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        try {
            new Receiver(Options.of(args, System.getenv())).start();
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
        if (options.log() != null) {
            append("");
        }
        System.setProperty("sun.net.httpserver.nodelay", "true"); // answers are small: waiting for more costs 40 ms
        var server = HttpServer.create(new InetSocketAddress(options.port()), 0);
        server.createContext("/", this::route);
        server.setExecutor(threads());
        server.start();
        say("Listening on http://localhost:%d/webhooks"
                .formatted(server.getAddress().getPort()));
    }

    /** A thread for each request: virtual ones where Java has them, from 21. */
    private static Executor threads() {
        try {
            return (Executor)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool();
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/webhooks")) {
                answer(exchange, 404);
            } else if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                answer(exchange, 405);
            } else {
                receive(exchange);
            }
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        var now = Instant.now();
        var headers = exchange.getRequestHeaders();
        var body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            answer(exchange, 413);
            return;
        }
        if (options.secrets().stream().noneMatch(secret -> Signatures.verify(body, headers::getFirst, secret, now))) {
            record(now, headers, body, "forged", 401);
            say("%s refused: %s".formatted(time(now), reason(body, headers, now)));
            answer(exchange, 401);
            return;
        }
        Event event;
        try {
            event = Event.of(body);
        } catch (IllegalArgumentException e) {
            record(now, headers, body, "unreadable", 400);
            say("%s unreadable: %s".formatted(time(now), e.getMessage()));
            answer(exchange, 400);
            return;
        }
        boolean misbehaves = options.misbehaves() && misbehaviours.getAndDecrement() > 0;
        int status = misbehaves ? options.status() : 200;

        // Only what is answered with 2xx counts as handled: Florin sends everything else again, under the same id
        var id = headers.getFirst("webhook-id");
        boolean known = status / 100 == 2 ? !handled.add(id) : handled.contains(id);
        var verdict = known ? "duplicate" : "new";
        record(now, headers, body, verdict, status);
        say("%s %s  %s, answered %d".formatted(time(now), event, verdict, status));

        if (misbehaves) {
            pause(options.delay());
            if (options.retryAfter() >= 0) {
                exchange.getResponseHeaders().set("Retry-After", Integer.toString(options.retryAfter()));
            }
        }
        answer(exchange, status);
    }

    /** What is wrong, for whoever set the secret or the clock. Only the log is told: an answer would help to forge. */
    private String reason(byte[] body, Headers headers, Instant now) {
        var wrong = new ArrayList<String>();
        for (var header : List.of("X-Webhook-Signature", "webhook-id", "webhook-timestamp", "webhook-signature")) {
            if (!headers.containsKey(header)) {
                wrong.add("no " + header);
            }
        }
        if (!wrong.isEmpty()) {
            return String.join(", ", wrong);
        }
        if (options.secrets().stream().noneMatch(secret -> Signatures.hex(body, headers::getFirst, secret))) {
            wrong.add("X-Webhook-Signature is of another body or secret");
        }
        if (options.secrets().stream().noneMatch(secret -> Signatures.standard(body, headers::getFirst, secret, now))) {
            wrong.add("webhook-signature is of another body, id or secret, or webhook-timestamp %s is too far from %d"
                    .formatted(headers.getFirst("webhook-timestamp"), now.getEpochSecond()));
        }
        return wrong.isEmpty() ? "the signatures are under different secrets" : String.join("; ", wrong);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    /** Appends a line of JSON to the log, before the answer goes out: whoever got the answer finds the line. */
    private void record(Instant now, Headers headers, byte[] body, String verdict, int status) throws IOException {
        if (options.log() == null) {
            return;
        }
        var received = new LinkedHashMap<String, Object>();
        headers.forEach((name, values) -> received.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        var line = new LinkedHashMap<String, Object>();
        line.put("received_at", now.toEpochMilli());
        line.put("verdict", verdict);
        line.put("status", status);
        line.put("headers", received);
        line.put("body", new String(body, StandardCharsets.UTF_8));
        append(Json.write(line) + "\n");
    }

    private synchronized void append(String text) throws IOException {
        Files.writeString(options.log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void say(String line) {
        System.out.println(line.replaceAll("\\p{Cntrl}", "?"));
    }

    private static Instant time(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

/** What Florin signs with. Hand over the body as the bytes that came: JSON that was read and written again is other bytes. */
final class Signatures {

    /** How far the clocks may be apart, and how long a recorded delivery may be sent again by somebody else. */
    private static final long TOLERANCE_SECONDS = 300;

    private static final Pattern UNIX_TIME = Pattern.compile("[0-9]{1,12}");

    private Signatures() {}

    /**
     * Whether Florin sent this just now. While a secret is rotated, accept what is good under the new or the old one.
     *
     * @param headers looks up a header whatever its case, such as {@code request::getHeader} of a servlet
     * @param secret {@code whsec_…}
     */
    static boolean verify(byte[] body, UnaryOperator<String> headers, String secret, Instant now) {
        return standard(body, headers, secret, now) && hex(body, headers, secret);
    }

    /**
     * Standard Webhooks 1.0: covers id, time and body. Where you check one signature only, check this one.
     *
     * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the
     *     specification</a>
     */
    static boolean standard(byte[] body, UnaryOperator<String> headers, String secret, Instant now) {
        var id = headers.apply("webhook-id");
        var time = headers.apply("webhook-timestamp");
        var signatures = headers.apply("webhook-signature");
        if (id == null || id.isEmpty() || time == null || signatures == null) {
            return false;
        }
        if (!UNIX_TIME.matcher(time).matches()
                || Math.abs(now.getEpochSecond() - Long.parseLong(time)) > TOLERANCE_SECONDS) {
            return false;
        }
        if (!secret.startsWith("whsec_")) {
            throw new IllegalArgumentException("A webhook secret starts with whsec_");
        }
        var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        var mac = hmac(key, utf8(id + "." + time + "."), body);
        var expected = "v1," + Base64.getEncoder().encodeToString(mac);
        var found = false;
        for (var signature : signatures.split(" ")) {
            found |= same(expected, signature);
        }
        return found;
    }

    /** {@code X-Webhook-Signature}: covers the body alone, so it stays good for ever. */
    static boolean hex(byte[] body, UnaryOperator<String> headers, String secret) {
        var signature = headers.apply("x-webhook-signature");
        return signature != null && same(HexFormat.of().formatHex(hmac(utf8(secret), body)), signature);
    }

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

/** What the command line and the environment ask for. */
record Options(int port, List<String> secrets, Path log, int status, Duration delay, int retryAfter, int times) {

    static final String USAGE = """
            usage: java Receiver.java [option…]
              --port=4000          0 takes a free one; or the variable PORT
              --secret=whsec_…     of the endpoint; several while it is rotated, the option repeated; or the variable
                                   WEBHOOK_SECRET, with spaces between
              --log=FILE           appends a line of JSON for every delivery
            To misbehave towards good deliveries:
              --status=500         answers with this status
              --retry-after=2      and this Retry-After, in seconds
              --delay=6000         waits so many milliseconds before it answers
              --times=3            misbehaves only for the first three""";

    /** The demo merchant's of Florin's dev profile. */
    private static final String DEMO_SECRET = "whsec_dGVzdF9hYmMxMjNfZmxvcmluX2RlbW8h";

    static Options of(String[] args, Map<String, String> environment) {
        int port = number("PORT", environment.getOrDefault("PORT", "4000"), 0, 65535);
        var secrets = new ArrayList<String>();
        Path log = null;
        int status = 200;
        int delay = 0;
        int retryAfter = -1;
        int times = Integer.MAX_VALUE;
        for (var arg : args) {
            var option = arg.split("=", 2);
            var value = option.length == 2 ? option[1] : "";
            switch (option[0]) {
                case "--port" -> port = number(arg, value, 0, 65535);
                case "--secret" -> secrets.add(value);
                case "--log" -> log = Path.of(value).toAbsolutePath();
                case "--status" -> status = number(arg, value, 200, 599);
                case "--delay" -> delay = number(arg, value, 0, 600_000);
                case "--retry-after" -> retryAfter = number(arg, value, 0, 86_400);
                case "--times" -> times = number(arg, value, 0, Integer.MAX_VALUE);
                default -> throw new IllegalArgumentException("There is no option " + option[0]);
            }
        }
        if (secrets.isEmpty()) {
            secrets.addAll(List.of(
                    environment.getOrDefault("WEBHOOK_SECRET", DEMO_SECRET).split(" ")));
        }
        if (!secrets.stream().allMatch(Options::sound)) {
            throw new IllegalArgumentException("A webhook secret is whsec_ and the base64 of 24 to 64 bytes");
        }
        return new Options(port, List.copyOf(secrets), log, status, Duration.ofMillis(delay), retryAfter, times);
    }

    boolean misbehaves() {
        return status != 200 || !delay.isZero();
    }

    private static boolean sound(String secret) {
        try {
            return secret.startsWith("whsec_")
                    && Base64.getDecoder().decode(secret.substring("whsec_".length())).length >= 24;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int number(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("%s is not a number from %d to %d".formatted(name, least, most));
    }
}

/** What a line tells of {@code {"event":"payment.success","data":{"payment":{"id":…,"status":…,"amount":…}}}}. */
record Event(String name, String object, String status, String amount) {

    static Event of(byte[] body) {
        var event = map(Json.read(new String(body, StandardCharsets.UTF_8)));
        var name = text(event, "event");
        var data = map(event.get("data"));
        // "refund.processed" is about data.refund; where there is no such thing, about the first that is there
        var about = data.get(name.split("\\.")[0]);
        if (about == null) {
            about = data.values().stream().findFirst().orElse(null);
        }
        var object = map(about);
        return new Event(name, text(object, "id"), text(object, "status"), amount(object));
    }

    /** Minor units made readable: 50000 of INR are 500.00, of JPY 50000, of KWD 50.000. */
    private static String amount(Map<?, ?> object) {
        if (!(object.get("amount") instanceof BigDecimal minor) || !(object.get("currency") instanceof String code)) {
            return "-";
        }
        try {
            int digits = Currency.getInstance(code).getDefaultFractionDigits();
            return code + " "
                    + BigDecimal.valueOf(minor.longValueExact(), digits).toPlainString();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return code + " " + minor;
        }
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(Map<?, ?> object, String field) {
        return object.get(field) instanceof String text ? text : "-";
    }

    @Override
    public String toString() {
        return "%-24s %s  %s  %s".formatted(name, object, status, amount);
    }
}

/** As much JSON as a program without dependencies needs. A shop has a library for it. */
final class Json {

    private static final Pattern LITERAL = Pattern.compile("true|false|null|-?[0-9][0-9.eE+-]*");

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Objects are maps, arrays lists, numbers {@link BigDecimal}s; an {@link IllegalArgumentException} if it is none. */
    static Object read(String text) {
        var json = new Json(text);
        var value = json.value();
        if (json.next() != 0) {
            throw json.malformed();
        }
        return value;
    }

    static String write(Object value) {
        if (value instanceof Map<?, ?> map) {
            var fields = new ArrayList<String>();
            map.forEach((name, field) -> fields.add(write(name) + ":" + write(field)));
            return "{" + String.join(",", fields) + "}";
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    private Object value() {
        return switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, Object> object() {
        var object = new LinkedHashMap<String, Object>();
        at++;
        while (next() != '}') {
            if (!object.isEmpty()) {
                expect(',');
            }
            next();
            var name = string();
            expect(':');
            object.put(name, value());
        }
        at++;
        return object;
    }

    private List<Object> array() {
        var array = new ArrayList<Object>();
        at++;
        while (next() != ']') {
            if (!array.isEmpty()) {
                expect(',');
            }
            array.add(value());
        }
        at++;
        return array;
    }

    private String string() {
        expect('"');
        var string = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return string.toString();
            }
            string.append(c == '\\' ? escaped() : c);
        }
        throw malformed();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        if (c == 0 || c == 'u' && at + 4 > text.length()) {
            throw malformed();
        }
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
            default -> c;
        };
    }

    private Object literal() {
        var literal = LITERAL.matcher(text).region(at, text.length());
        if (!literal.lookingAt()) {
            throw malformed();
        }
        at = literal.end();
        return switch (literal.group()) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> new BigDecimal(literal.group());
        };
    }

    /** The next character that is no space, left to be read; 0 at the end. */
    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char c) {
        if (next() != c) {
            throw malformed();
        }
        at++;
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("not JSON at " + at);
    }
}
