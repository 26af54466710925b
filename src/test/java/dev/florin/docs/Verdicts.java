package dev.florin.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has the guide's functions that check signatures judge the published vectors. */
final class Verdicts {

    private static final Path VECTORS = Path.of("samples/verify/vectors.json").toAbsolutePath();

    private Verdicts() {}

    /** What has to be printed: a letter for each vector. */
    static List<String> of(String page) {
        JsonNode vectors = new JsonMapper().readTree(VECTORS.toFile());
        String field = page.equals("webhooks.md") ? "standard" : "good";
        return List.of(vectors.path(page.equals("webhooks.md") ? "deliveries" : "checkout")
                .valueStream()
                .map(vector -> vector.path(field).asBoolean() ? "+" : "-")
                .collect(Collectors.joining()));
    }

    /** What is to follow a page's functions; empty where a page has none. */
    static String driver(String page, SampleLanguage language) {
        String driver = switch (page) {
            case "webhooks.md" -> webhooks(language);
            case "sdk.md" -> checkout(language);
            default -> "";
        };
        return driver.replace("VECTORS", VECTORS.toString());
    }

    private static String webhooks(SampleLanguage language) {
        return switch (language) {
            case BASH -> "";
            case JAVA -> """
                var vectors = json.readTree(new java.io.File("VECTORS"));
                var verdicts = new StringBuilder();
                for (var d : vectors.path("deliveries")) {
                    var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
                    d.path("headers").forEachEntry((name, value) -> headers.put(name, value.asString()));
                    verdicts.append(isFlorins(d.path("body").asString().getBytes("UTF-8"), headers::get, d.path("secret").asString(), vectors.path("now").asLong()) ? "+" : "-");
                }
                System.out.println(verdicts);
                """;
            case JS -> """
                const vectors = JSON.parse((await import('node:fs')).readFileSync('VECTORS', 'utf8'));
                const lower = (headers) => Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v]));
                console.log(vectors.deliveries.map((d) => isFlorins(Buffer.from(d.body), lower(d.headers), d.secret, vectors.now) ? '+' : '-').join(''));
                """;
            case PYTHON -> """
                vectors = json.load(open("VECTORS", encoding="utf-8"))
                print("".join("+" if is_florins(d["body"].encode(), {k.lower(): v for k, v in d["headers"].items()}, d["secret"], vectors["now"]) else "-" for d in vectors["deliveries"]))
                """;
            case PHP -> """
                $vectors = json_decode(file_get_contents('VECTORS'), true);
                foreach ($vectors['deliveries'] as $d) {
                    echo is_florins($d['body'], array_change_key_case($d['headers']), $d['secret'], $vectors['now']) ? '+' : '-';
                }
                """;
        };
    }

    private static String checkout(SampleLanguage language) {
        return switch (language) {
            case BASH -> "";
            case JAVA -> """
                var verdicts = new StringBuilder();
                for (var r : json.readTree(new java.io.File("VECTORS")).path("checkout")) {
                    verdicts.append(isPaid(r.path("order_id").asString(), r.path("payment_id").asString(), r.path("signature").asString(), r.path("secret").asString()) ? "+" : "-");
                }
                System.out.println(verdicts);
                """;
            case JS -> """
                const vectors = JSON.parse((await import('node:fs')).readFileSync('VECTORS', 'utf8'));
                console.log(vectors.checkout.map((r) => isPaid(r.order_id, r.payment_id, r.signature, r.secret) ? '+' : '-').join(''));
                """;
            case PYTHON -> """
                vectors = json.load(open("VECTORS", encoding="utf-8"))
                print("".join("+" if is_paid(r["order_id"], r["payment_id"], r["signature"], r["secret"]) else "-" for r in vectors["checkout"]))
                """;
            case PHP -> """
                foreach (json_decode(file_get_contents('VECTORS'), true)['checkout'] as $r) {
                    echo is_paid($r['order_id'], $r['payment_id'], $r['signature'], $r['secret']) ? '+' : '-';
                }
                """;
        };
    }
}
