import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a signature is Florin's; exits with 0 where it is, and with 1 where it is not. Java 17 or later, no
 * dependencies. To check deliveries in a program of your own, copy {@link Signatures}.
 *
 * <pre>
 * java Verify.java webhook SECRET [UNIX-TIME] &lt; delivery    header lines, an empty line, the body
 * java Verify.java checkout SECRET ORDER-ID PAYMENT-ID SIGNATURE
 * </pre>
 */
public final class Verify {

    private static final Pattern EMPTY_LINE = Pattern.compile("\r?\n\r?\n");

    private Verify() {}

    public static void main(String... args) throws IOException {
        if (args.length == 5 && args[0].equals("checkout")) {
            var good = Signatures.checkout(args[2], args[3], args[4], args[1]);
            System.out.println("signature " + (good ? "good" : "bad"));
            System.exit(good ? 0 : 1);
        }
        if ((args.length == 2 || args.length == 3) && args[0].equals("webhook")) {
            var now = args.length == 3 ? Instant.ofEpochSecond(Long.parseLong(args[2])) : Instant.now();
            System.exit(webhook(args[1], now) ? 0 : 1);
        }
        System.err.println("usage: Verify.java webhook SECRET [UNIX-TIME] < delivery");
        System.err.println("       Verify.java checkout SECRET ORDER-ID PAYMENT-ID SIGNATURE");
        System.exit(2);
    }

    private static boolean webhook(String secret, Instant now) throws IOException {
        // Latin-1 keeps every byte as it is
        var delivery = EMPTY_LINE.split(new String(System.in.readAllBytes(), StandardCharsets.ISO_8859_1), 2);
        var headers = headers(delivery[0]);
        var body = delivery.length < 2 ? new byte[0] : delivery[1].getBytes(StandardCharsets.ISO_8859_1);

        System.out.println("X-Webhook-Signature " + (Signatures.hex(body, headers::get, secret) ? "good" : "bad"));
        System.out.println(
                "webhook-signature " + (Signatures.standard(body, headers::get, secret, now) ? "good" : "bad"));
        return Signatures.verify(body, headers::get, secret, now);
    }

    private static Map<String, String> headers(String lines) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        lines.lines().forEach(line -> {
            var colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        });
        return headers;
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
