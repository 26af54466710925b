package dev.florin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.florin.ApiClient.Reply;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import dev.florin.platform.DatabaseOwner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Card numbers, security codes and secrets are found nowhere: in no table, no job and no line of the log. */
@FlorinTest
class SecretsNowhereTests {

    /** One for each way that a payment by card can go. */
    private static final List<String> CARDS = List.of(
            "4242424242424242", // charged
            "5555555555554444",
            "378282246310005",
            "4000000000000002", // declined
            "4000000000000127",
            "4000002500003155", // 3-D Secure
            "4000090000000045", // charged, and answered with 500
            "4000090000000060", // charged, and cut off
            "4000090000000094", // charged, and answered with half a document
            "4000090000000037",
            "4000090000000102");

    private static final String MISTYPED = "4242424242424241";
    private static final String CVC = "7391";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DatabaseOwner databaseOwner;

    @Autowired
    Merchants merchants;

    private final List<String> lines = java.util.Collections.synchronizedList(new ArrayList<>());
    private final Everything log = new Everything();

    @BeforeEach
    void hearAll() {
        log.start();
        logger("dev.florin").setLevel(Level.DEBUG);
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(log);
    }

    @AfterEach
    void hearLess() {
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(log);
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        logger("dev.florin").setLevel(Level.INFO);
    }

    @Test
    void whateverBecomesOfAPaymentItsCardIsNowhere() {
        Keyed merchant = MerchantFixture.merchant(merchants);
        var api = new ApiClient(port, merchant.keyId(), merchant.secret());
        List<String> begun = new ArrayList<>();
        for (String card : CARDS) {
            String key = "key-" + card.substring(card.length() - 4);
            begun.add(pay(api, card, "Idempotency-Key", key).text("id"));
            pay(api, spaced(card), "Idempotency-Key", key + "-spaced", "Prefer", "wait=2");
        }
        String token = api.get("/payments/" + begun.getFirst()).text("token");
        Reply byToken = api.post("/payments", """
                {"amount":1,"currency":"INR","token":"%s","cvc":"%s"}""".formatted(token, CVC.substring(1)), "Prefer", "wait=5");
        assertThat(byToken.text("status")).isEqualTo("captured");
        assertThat(pay(api, MISTYPED).text("code")).isEqualTo("card_number_invalid");
        assertThat(pay(api, MISTYPED + "00000000000000000000000000").status()).isEqualTo(422);
        assertThat(api.post(
                                "/payments",
                                "{\"amount\":1,\"card\":{\"number\":" + CARDS.getFirst() + ",\"cvc\":" + CVC + "}}")
                        .status())
                .isEqualTo(400);
        assertThat(api.post("/payments", "{\"card\":{\"number\":\"" + CARDS.getFirst() + "\" \"cvc\":\"" + CVC)
                        .status())
                .isEqualTo(400);
        for (String number : List.of(CARDS.getFirst(), MISTYPED, CARDS.get(3))) {
            onThePage(api, number);
        }
        for (String id : begun) {
            Reply payment = api.get("/payments/" + id);
            if (!payment.text("status").equals("requires_action")) {
                api.awaitDecided(id, Duration.ofSeconds(60));
            }
        }

        awaitLogged(api.get("/orders?card=4242424242424242&cvc=" + CVC));
        String kept = database() + "\n" + String.join("\n", lines);
        // Zeros in a row are found in the hex of any bytes
        String texts = kept.replaceAll("\\\\+x[0-9a-f]{16,}", "");
        Stream.concat(CARDS.stream(), Stream.of(MISTYPED)).forEach(card -> {
            assertThat(traces(card))
                    .allSatisfy(trace -> assertThat(find(kept, trace)).isEmpty());
            assertThat(find(texts, card.substring(6))).isEmpty();
        });
        // Few digits are found in any time stamp, so the code is searched for as a value
        for (String code : List.of(CVC, CVC.substring(1))) {
            for (String trace : List.of("\"" + code + "\"", "=" + code + ",", "=" + code + "]", hex(code) + ",")) {
                assertThat(find(kept, trace)).isEmpty();
            }
        }
        assertThat(kept).doesNotContainPattern("(?i)cvc\"*[:=] ?\"*[0-9]");
        assertThat(find(kept, merchant.secret())).isEmpty();
        assertThat(find(kept, hex(merchant.secret()))).isEmpty();
        assertThat(find(kept, base64(merchant.secret()))).isEmpty();
        assertThat(find(kept, ApiClient.SECRET)).isEmpty();
        // The search finds what is there: the last four digits in the vault, the first line of the log
        assertThat(find(kept, "4242")).isNotEmpty();
        assertThat(kept).contains("vault.card").contains("public.scheduled_tasks");
        assertThat(kept).contains("requests.request_").contains("424242******4242");
    }

    @Test
    void whatIsShownOnceIsNotInTheLogOfTheApi() {
        Keyed merchant = MerchantFixture.merchant(merchants);
        var api = new ApiClient(port, merchant.keyId(), merchant.secret());
        Reply endpoint = api.post("/webhook-endpoints", "{\"url\":\"http://localhost:9/\"}");
        Reply rotated = api.post("/webhook-endpoints/" + endpoint.text("id") + "/rotate-secret", "");
        Reply signing = api.post("/merchant/signing-secret/rotate", "{\"overlap\":60}");
        Reply revealed = api.get("/merchant/signing-secret");
        awaitLogged(api.post(
                "/orders", "{\"secret\":\"%s\",\"x\":\"%s\"}".formatted(merchant.secret(), merchant.secret())));

        String kept = database() + "\n" + String.join("\n", lines);
        for (String secret : List.of(
                merchant.secret(),
                endpoint.text("secret"),
                rotated.text("secret"),
                signing.text("secret"),
                signing.text("next_secret"),
                revealed.text("next_secret"))) {
            assertThat(secret).hasSizeGreaterThan(20);
            assertThat(find(kept, secret)).isEmpty();
        }
    }

    /** The log of the API is written a moment after the answer. */
    private void awaitLogged(Reply last) {
        var id = dev.florin.kernel.TypeId.parse(
                        "req", last.raw().headers().firstValue("Request-Id").orElseThrow())
                .orElseThrow();
        for (int i = 0; i < 100; i++) {
            if (jdbc.sql("select count(*) from requests.request where id = ?")
                            .param(id)
                            .query(Integer.class)
                            .single()
                    == 1) {
                return;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("Not logged within 10 s");
    }

    @Test
    void whoKnowsARequestCannotTellItsFingerprint() throws Exception {
        Keyed merchant = MerchantFixture.merchant(merchants);
        new ApiClient(port, merchant.keyId(), merchant.secret())
                .post("/orders", "{\"amount\":1,\"currency\":\"INR\"}", "Idempotency-Key", "k");
        String fingerprint = HexFormat.of()
                .formatHex(jdbc.sql("select fingerprint from web.idempotency_key where merchant_id = ?")
                        .param(merchant.tenant().merchant())
                        .query(byte[].class)
                        .single());
        var sha256 = java.security.MessageDigest.getInstance("SHA-256");
        String plain = HexFormat.of()
                .formatHex(sha256.digest(
                        "POST /api/v1/orders\n{\"amount\":1,\"currency\":\"INR\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(fingerprint).hasSize(64).isNotEqualTo(plain);
    }

    /** As the checkout's form sends it. */
    private void onThePage(ApiClient api, String number) {
        String page = "http://localhost:%d/checkout/%s"
                .formatted(
                        port,
                        api.post("/orders", "{\"amount\":500,\"currency\":\"INR\"}")
                                .text("id"));
        var http = java.net.http.HttpClient.newHttpClient();
        var text = java.net.http.HttpResponse.BodyHandlers.ofString();
        try {
            String form = http.send(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create(page))
                                    .build(),
                            text)
                    .body();
            var token = java.util.regex.Pattern.compile("name=\"token\" value=\"([^\"]+)\"")
                    .matcher(form);
            assertThat(token.find()).isTrue();
            String sent = "token=%s&method=card&number=%s&expiry=12%%2F30&cvc=%s"
                    .formatted(token.group(1), spaced(number).replace(" ", "+"), CVC.substring(1));
            var answer = http.send(
                    java.net.http.HttpRequest.newBuilder(java.net.URI.create(page + "/pay"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(sent))
                            .build(),
                    text);
            assertThat(answer.statusCode()).isEqualTo(number.equals(MISTYPED) ? 422 : 303);
            assertThat(answer.body()).doesNotContain(spaced(MISTYPED), CVC.substring(1) + "\"");
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reply pay(ApiClient api, String card, String... headers) {
        boolean amex = card.startsWith("3");
        String body = """
                {"amount":500,"currency":"INR","card":{"number":"%s","exp_month":12,"exp_year":2030,"cvc":"%s","name":"A. Customer"}}""".formatted(card, amex ? CVC : CVC.substring(1));
        return api.post("/payments", body, headers);
    }

    /** Every row of every table, as text; bytes are in hex. */
    private String database() {
        var reader = JdbcClient.create(databaseOwner.dataSource()); // also what Florin itself may not read
        List<String> tables = reader.sql("""
                select format('%I.%I', schemaname, tablename) from pg_tables
                where schemaname not in ('pg_catalog', 'information_schema')
                """).query(String.class).list();
        assertThat(tables).contains("payments.event", "gateways.exchange", "web.idempotency_key");
        var all = new StringBuilder();
        for (String table : tables) {
            all.append(table).append('\n');
            reader.sql("select t::text from %s t".formatted(table))
                    .query(String.class)
                    .list()
                    .forEach(row -> all.append(row).append('\n'));
        }
        return all.toString();
    }

    private static List<String> traces(String card) {
        return List.of(card, spaced(card), card.replaceAll("(.{4})(?!$)", "$1-"), base64(card), hex(card));
    }

    private static String spaced(String card) {
        return card.replaceAll("(.{4})(?!$)", "$1 ");
    }

    private static String base64(String text) {
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return encoded.substring(0, encoded.length() - 4); // whatever follows it
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Where it is, with what is around it: never the whole, as a failure prints this. */
    private static List<String> find(String text, String what) {
        List<String> found = new ArrayList<>();
        String low = text.toLowerCase(Locale.ROOT);
        String wanted = what.toLowerCase(Locale.ROOT);
        for (int at = low.indexOf(wanted); at >= 0 && found.size() < 5; at = low.indexOf(wanted, at + 1)) {
            found.add(text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 80)));
        }
        return found;
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private final class Everything extends AppenderBase<ILoggingEvent> {

        private final PatternLayout layout = new PatternLayout();

        @Override
        public void start() {
            layout.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
            layout.setPattern("%logger %msg %mdc%n%ex");
            layout.start();
            super.start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(layout.doLayout(event));
        }
    }
}
