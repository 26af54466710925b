package dev.florin.gateways.sandbox;

import com.sun.net.httpserver.HttpExchange;
import dev.florin.platform.Sha256;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Currency;
import java.util.Map;
import java.util.UUID;

/**
 * The page on which the customer proves to the issuer who they are: {@code /3ds/{reference}}. Plain forms, no script.
 * Its policy names no {@code form-action}, as browsers would apply that to the way back to the merchant too.
 */
final class IssuerPage extends Endpoint {

    private static final String STYLE =
            "body{font:16px/1.5 system-ui;max-width:24rem;margin:10vh auto;padding:0 1rem;color:#1c2430}"
                    + "button{font:inherit;padding:.6rem 1.2rem;margin:1rem .5rem 0 0;border:1px solid #1c2430;"
                    + "border-radius:.4rem;background:#fff;cursor:pointer}button[value=approve]{background:#1c2430;color:#fff}";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy", "default-src 'none'; base-uri 'none'; style-src 'sha256-" + sha256(STYLE) + "'",
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer");

    private final Processor processor;

    IssuerPage(Processor processor) {
        this.processor = processor;
    }

    @Override
    Reply answer(HttpExchange http) throws IOException, InterruptedException {
        UUID reference = reference(http.getRequestURI().getPath().substring("/3ds/".length()));
        Transaction transaction = processor
                .find(reference)
                .filter(found -> MagicValues.NEEDS_3DS.equals(found.request().instrument()))
                .orElseThrow(() -> new Refusal(404, "not_found", "There is no such authentication."));
        return switch (http.getRequestMethod()) {
            case "GET" -> transaction.result().pending() ? page(ask(transaction)) : done(transaction);
            case "POST" -> decide(transaction, body(http));
            default -> throw new Refusal(405, "method_not_allowed", "GET or POST.");
        };
    }

    private Reply decide(Transaction transaction, String form) throws InterruptedException {
        Result outcome = switch (form) {
            case "outcome=approve" -> Result.APPROVED;
            case "outcome=fail" -> Result.declined("authentication_failed");
            default -> throw new Refusal(422, "invalid_request", "Either approve or fail.");
        };
        processor.resolve(transaction.reference(), outcome); // a second click changes nothing
        return done(transaction);
    }

    private static Reply done(Transaction transaction) {
        String back = transaction.accepted().returnUrl();
        return back == null
                ? page("<h1>Done</h1><p>You may close this window.</p>")
                : new Reply(303, Map.of("Location", back), new byte[0]);
    }

    private static String ask(Transaction transaction) {
        Currency currency = Currency.getInstance(transaction.accepted().currency());
        String amount = BigDecimal.valueOf(transaction.accepted().amount(), currency.getDefaultFractionDigits())
                .toPlainString();
        String card = String.valueOf(transaction.request().instrument());
        return """
                <h1>Confirm your payment</h1>
                <p>%s %s with your card ending in %s.</p>
                <form method="post">
                <button name="outcome" value="approve">Approve</button>
                <button name="outcome" value="fail">Fail</button>
                </form>""".formatted(amount, currency.getCurrencyCode(), card.substring(card.length() - 4));
    }

    private static Reply page(String content) {
        String html = """
                <!doctype html>
                <html lang="en"><head><title>Sandbox bank</title>
                <meta name="viewport" content="width=device-width,initial-scale=1">
                <style>%s</style></head>
                <body><main>%s</main></body></html>
                """.formatted(STYLE, content);
        return new Reply(200, HEADERS, html.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        return Base64.getEncoder().encodeToString(Sha256.of(text));
    }
}
