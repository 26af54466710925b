package dev.florin.web;

import static dev.florin.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.web.RawHttp.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever is wrong with a request, its sender learns what, and how to mend it. */
@FlorinTest
class BadRequestsTests {

    private static final String ORDERS = "/api/v1/orders";
    private static final String PAYMENTS = "/api/v1/payments";
    private static final String JSON = "Content-Type: application/json";

    @LocalServerPort
    int port;

    RawHttp http;

    @BeforeEach
    void connect() {
        http = new RawHttp(port);
    }

    /** Every field of every body in the OpenAPI document, with every value that it must not have. */
    @TestFactory
    Stream<DynamicTest> everyFieldOfEveryOperation() {
        Function<String, String> paths = paths();
        return SpoiltBodies.of(new OpenApi())
                .map(spoilt -> DynamicTest.dynamicTest(spoilt.toString(), () -> {
                    Reply reply = http.post(paths.apply(spoilt.path()), spoilt.body());
                    switch (spoilt.expected()) {
                        case MALFORMED ->
                            assertProblem(reply).names(spoilt.param()).reply();
                        case REFUSED -> assertProblem(reply);
                        case HARMLESS ->
                            assertThat(reply.status()).as(reply.body()).isLessThan(500);
                    }
                    if (spoilt.status() != 0) {
                        assertThat(reply.status()).as(reply.body()).isEqualTo(spoilt.status());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> theExamplesOfTheDocumentRun() {
        return new OpenApi()
                .bodies()
                .map(body -> DynamicTest.dynamicTest(body.getKey(), () -> {
                    Reply reply = http.post(
                            paths().apply(body.getKey()),
                            OpenApi.example(body)
                                    .toString()
                                    .replaceAll(
                                            "pay_\\w+",
                                            new ApiClient(port)
                                                    .pay("4242424242424242")
                                                    .text("id")));
                    assertThat(reply.status()).as(reply.body()).isBetween(200, 201);
                }));
    }

    /** The path of an operation on something that there is. */
    private Function<String, String> paths() {
        var api = new ApiClient(port);
        String authorized = api.authorize("4242424242424242").text("id");
        String captured = api.pay("4242424242424242").text("id");
        String endpoint = api.post("/webhook-endpoints", "{\"url\":\"https://shop.example/\"}")
                .text("id");
        String dispute = api.dispute().text("id");
        return path -> path.replace(
                "{id}",
                path.contains("/webhook-endpoints/")
                        ? endpoint
                        : path.contains("/disputes/") ? dispute : path.contains("refund") ? captured : authorized);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        Reply reply = http.post(ORDERS, """
                {"amount":"500","currency":7,"colour":"red","receipt":"%s",
                 "line_items":[{"name":"Tea","quantity":1.5,"unit_amount":-1}]}""".formatted("r".repeat(101)));
        assertProblem(reply)
                .is(400, "type_mismatch")
                .says("'amount' must be a whole number")
                .says("see 'errors'");
        assertThat(reply.json()
                        .path("errors")
                        .valueStream()
                        .map(e -> e.path("param").asString() + " "
                                + e.path("code").asString()))
                .containsExactlyInAnyOrder(
                        "amount type_mismatch",
                        "currency type_mismatch",
                        "colour unknown_field",
                        "line_items[0].quantity type_mismatch",
                        "line_items[0].unit_amount out_of_bounds",
                        "receipt size_invalid");
    }

    @Test
    void anUnknownFieldIsToldWithTheKnownOnes() {
        assertProblem(http.post(ORDERS, "{\"amount\":1,\"currency\":\"INR\",\"ammount\":2}"))
                .is(400, "unknown_field")
                .names("ammount")
                .says("known are: amount, capture, currency");
    }

    @Test
    void anEnumTellsItsValues() {
        assertProblem(http.post(ORDERS, "{\"amount\":1,\"currency\":\"INR\",\"capture\":\"later\"}"))
                .is(400, "value_invalid")
                .names("capture")
                .says("automatic, manual");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "inr", "INRR", "", "₹₹₹", "XAU", "ZZZ"})
    void anUnknownCurrencyIsRefused(String currency) {
        assertProblem(http.post(ORDERS, "{\"amount\":1,\"currency\":\"%s\"}".formatted(currency)))
                .is(422, "currency_unknown")
                .names("currency");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"amount\":1,\"amount\":2,\"currency\":\"INR\"}|duplicate_field",
                "{\"amount\":1,\"currency\":\"INR\",\"metadata\":{\"a\":\"1\",\"a\":\"2\"}}|duplicate_field",
                "{\"amount\":1,\"currency\":\"INR\"|malformed_json",
                "{\"amount\":1,,\"currency\":\"INR\"}|malformed_json",
                "{'amount':1}|malformed_json",
                "{\"amount\":NaN,\"currency\":\"INR\"}|malformed_json",
                "{\"amount\":+1,\"currency\":\"INR\"}|malformed_json",
                "{\"amount\":01,\"currency\":\"INR\"}|malformed_json",
                "{\"amount\":1,\"currency\":\"INR\"} {}|malformed_json",
                "{\"amount\":1,\"currency\":\"INR\"}x|malformed_json",
                "[]|type_mismatch",
                "[{\"amount\":1,\"currency\":\"INR\"}]|type_mismatch",
                "\"text\"|type_mismatch",
                "\"\"|type_mismatch",
                "1|type_mismatch",
                "true|type_mismatch",
                "null|body_missing",
                "{\"amount\":1,\"currency\":\"INR\",\"metadata\":{\"\\u0000\":\"v\"}}|text_invalid",
                "{\"amount\":1,\"currency\":\"INR\",\"metadata\":{\"\\ud800\":\"v\"}}|malformed_json",
                "{\"amount\":1,\"currency\":\"INR\",\"receipt\":\"\\udc00\\ud800\"}|text_invalid"
            })
    void whatIsNotTheJsonOfAnOrderIsRefused(String body, String code) {
        assertProblem(http.post(ORDERS, body)).is(400, code);
    }

    @Test
    void anEmptyBodyIsMissing() {
        assertProblem(http.post(ORDERS, "")).is(400, "body_missing");
        assertProblem(http.post(ORDERS, "  ")).is(400, "body_missing");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xff, 0xc0, 0x80, 0xf5})
    void aBodyThatIsNotUtf8IsRefused(int octet) {
        byte[] body = "{\"amount\":1,\"currency\":\"INR\",\"receipt\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        body[body.length - 3] = (byte) octet;
        assertProblem(send(ORDERS, body)).is(400, "malformed_json");
    }

    @Test
    void surrogatesInUtf8AreRefused() {
        byte[] body = "{\"amount\":1,\"currency\":\"INR\",\"receipt\":\"???\"}".getBytes(StandardCharsets.UTF_8);
        byte[] high = {(byte) 0xed, (byte) 0xa0, (byte) 0x80}; // U+D800, as CESU-8 has it
        System.arraycopy(high, 0, body, body.length - 5, 3);
        assertProblem(send(ORDERS, body));
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "[".repeat(5000) + "]".repeat(5000);
        assertProblem(http.post(ORDERS, "{\"amount\":%s}".formatted(deep))).is(400, "malformed_json");
        assertProblem(http.post(ORDERS, deep)).is(400, "malformed_json");
        assertProblem(http.post(ORDERS, "{\"amount\":%s}".formatted("9".repeat(5000))))
                .is(400, "malformed_json");
    }

    @Test
    void twentyFaultsAreEnough() {
        var fields = new ArrayList<String>();
        for (int i = 0; i < 500; i++) {
            fields.add("\"f%d\":1".formatted(i));
        }
        Reply reply = assertProblem(http.post(ORDERS, "{" + String.join(",", fields) + "}"))
                .reply();
        assertThat(reply.json().path("errors").size()).isBetween(20, 22);
    }

    @Test
    void aBodyOfTenMegabytesIsRefused() {
        byte[] body = new byte[10 * 1024 * 1024];
        assertProblem(send(PAYMENTS, body)).is(413, "body_too_large");
    }

    @Test
    void aBodyOfTenMegabytesInChunksIsRefused() throws IOException {
        var body = new java.io.ByteArrayOutputStream();
        byte[] chunk = (" ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 160; i++) {
            body.write("10000\r\n".getBytes(StandardCharsets.US_ASCII));
            body.write(chunk);
        }
        body.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String head =
                "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .formatted(PAYMENTS, RawHttp.CREDENTIALS, JSON);
        assertProblem(http.send(head, body.toByteArray())).is(413, "body_too_large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: nonsense",
                "Content-Type: application/xml",
                "X-None: 1"
            })
    void aBodyThatIsNotDeclaredAsJsonIsRefused(String header) {
        byte[] body = "{\"amount\":1,\"currency\":\"INR\"}".getBytes(StandardCharsets.UTF_8);
        assertProblem(http.send("POST", ORDERS, body, RawHttp.CREDENTIALS, header))
                .is(415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/*"})
    void whoWantsNoJsonGetsNone(String type) {
        assertProblem(http.get(ORDERS, "Accept: " + type)).is(406, "not_acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "///", "a/b;q=x"})
    void anAcceptHeaderThatIsNoneIsRefused(String type) {
        assertProblem(http.get(ORDERS, "Accept: " + type)).is(406, "not_acceptable");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE,/api/v1/orders,'GET, HEAD, POST'",
        "PUT,/api/v1/payments/x,'GET, HEAD'",
        "PATCH,/api/v1/payments/x/capture,POST",
        "GET,/api/v1/payments/x/void,POST"
    })
    void aMethodThatIsNotThereIsToldWithThoseThatAre(String method, String path, String allowed) {
        Reply reply = http.send(method, path, new byte[0], RawHttp.CREDENTIALS);
        assertProblem(reply).is(405, "method_not_allowed");
        assertThat(reply.header("allow").split(",\\s*", -1))
                .contains(allowed.replace("HEAD, ", "").split(", ", -1)[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/nothing",
        "POST,/api/v1/nothing",
        "DELETE,/api/v1/nothing",
        "GET,/api/v1/orders/x/y/z",
        "GET,/api/v2/orders",
        "GET,/nothing",
        "POST,/nothing",
        "GET,/error",
        "GET,/actuator/env"
    })
    void whereNothingIsNothingIsFound(String method, String path) {
        assertProblem(http.send(method, path, new byte[0], RawHttp.CREDENTIALS)).is(404, "path_not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "order_",
                "order_x",
                "ORDER_01kaq9v3mze8n9x6w1t2r5y7dc",
                "pay_01kaq9v3mze8n9x6w1t2r5y7dc",
                "order_81kaq9v3mze8n9x6w1t2r5y7dc",
                "order_01kaq9v3mze8n9x6w1t2r5y7di",
                "order_01kaq9v3mze8n9x6w1t2r5y7dc0",
                "%E2%82%B9",
                "1%20or%201=1"
            })
    void whatIsNoIdNamesNothing(String id) {
        assertProblem(http.get(ORDERS + "/" + id)).is(404, "order_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%00b", "%ff", "%zz", "a%2Fb", "a;b", "..%2f..", "%0d%0a"})
    void anAddressThatIsNoneIsRefused(String id) {
        Reply reply = http.get(ORDERS + "/" + id);
        assertProblem(reply);
        assertThat(reply.status()).isIn(400, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "starting_after=x,starting_after",
        "ending_before=pay_01kaq9v3mze8n9x6w1t2r5y7dc,ending_before",
        "starting_after=order_01kaq9v3mze8n9x6w1t2r5y7dc&ending_before=order_01kaq9v3mze8n9x6w1t2r5y7dc,ending_before",
        "limit=0,limit",
        "limit=101,limit",
        "limit=-1,limit",
        "limit=ten,limit",
        "limit=99999999999999999999,limit",
        "limit=,limit",
        "limit=1&limit=2,limit",
        "status=CREATED,status",
        "status=captured,status",
        "status=,status",
        "created[gte]=yesterday,created[gte]",
        "created[lt]=-1,created[lt]",
        "created[lt]=999999999999999,created[lt]",
        "created%5Blt%5D=1.5,created[lt]"
    })
    void aQueryParameterThatIsNoneIsRefused(String query, String param) {
        assertProblem(http.get(ORDERS + "?" + query))
                .is(400, "parameter_invalid")
                .names(param)
                .says("'" + param + "'");
    }

    @Test
    void anIdInAQueryMustBeOne() {
        assertProblem(http.get(PAYMENTS + "?order_id=x"))
                .is(400, "parameter_invalid")
                .names("order_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stauts=paid", "created[gt]=1", "order_id=x", "page=2", "Limit=1"})
    void aQueryParameterThatIsNotThereIsRefused(String query) {
        assertProblem(http.get(ORDERS + "?" + query))
                .is(400, "unknown_parameter")
                .names(query.split("=", -1)[0])
                .says("known are: created[gte]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"receipt=%00", "receipt=%ff", "receipt=%zz", "receipt=%ed%a0%80", "%=1"})
    void aQueryThatIsNoTextIsRefused(String query) {
        assertProblem(http.get(ORDERS + "?" + query)).is(400, "parameter_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "wait=", "wait=-1", "wait=soon", "wait=1.5", "respond-async", "", "=;,"})
    void aPreferenceThatIsNoneIsIgnored(String preference) {
        Reply reply = http.post(PAYMENTS, ApiClient.payment("4242424242424242", ""), "Prefer: " + preference);
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.headers()).doesNotContainKey("preference-applied");
    }

    @Test
    void anIdempotencyKeyThatIsNoneIsRefused() {
        for (String key : List.of("", "\"\"", "a b", "k".repeat(256), "schlüssel", "\"" + "k".repeat(256) + "\"")) {
            assertProblem(http.post(ORDERS, "{\"amount\":1,\"currency\":\"INR\"}", "Idempotency-Key: " + key))
                    .is(400, "idempotency_key_invalid")
                    .names("Idempotency-Key");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-None: 1|authentication_required",
                "Authorization: Bearer key_test_abc123|authentication_required",
                "Authorization: Basic|authentication_required",
                "Authorization: Basic !!!|authentication_required",
                "Authorization: Basic a2V5X3Rlc3RfYWJjMTIz|invalid_api_key",
                "Authorization: Basic a2V5X3Rlc3RfYWJjMTIzOndyb25n|invalid_api_key",
                "X-Api-Key: key_test_abc123|invalid_api_key",
                "X-Api-Key: key_test_nobody|invalid_api_key",
                "X-Api-Key: x|invalid_api_key",
                "X-Api-Secret: secret_test_xyz789|authentication_required"
            })
    void withoutAKeyNobodyComesIn(String header, String code) {
        Reply reply = http.send("GET", ORDERS, new byte[0], header);
        assertProblem(reply).is(401, code);
        assertThat(reply.header("www-authenticate")).startsWith("Basic realm=\"Florin\"");
    }

    @Test
    void aWrongSecretIsAWrongSecretInEitherScheme() {
        assertProblem(http.send("GET", ORDERS, new byte[0], "X-Api-Key: key_test_abc123", "X-Api-Secret: wrong"))
                .is(401, "invalid_api_key");
        assertThat(http.send(
                                "GET",
                                ORDERS,
                                new byte[0],
                                "X-Api-Key: key_test_abc123",
                                "X-Api-Secret: secret_test_xyz789")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G E T /api/v1/orders HTTP/1.1",
                "GET",
                "GET /api/v1/orders HTTP/9.9",
                "GET /api/v1/<orders> HTTP/1.1",
                "GET /api/v1/orders?a=\"{}|^ HTTP/1.1",
                "GET http://[ HTTP/1.1",
                "\u0001\u0002\u0003"
            })
    void whatIsNotHttpIsRefusedWithoutTellingWhatRunsHere(String line) {
        Reply reply = http.send(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n", new byte[0]);
        assertThat(reply.status()).isBetween(400, 505).isNotEqualTo(500);
        assertThat(reply.headers()).doesNotContainKey("server");
        if (!reply.body().isEmpty()) {
            assertProblem(reply);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: x", "Content-Length: -1", "Transfer-Encoding: nonsense", "Host: a", "X Y: z"})
    void aHeaderThatIsNoneIsRefused(String header) {
        Reply reply = http.send("POST", ORDERS, new byte[0], RawHttp.CREDENTIALS, JSON, header);
        assertThat(reply.status()).isBetween(400, 501).isNotEqualTo(500);
        if (!reply.body().isEmpty()) {
            assertProblem(reply);
        }
    }

    @Test
    void aFloodOfHeadersIsRefused() {
        assertProblem(http.get(ORDERS, "X-Flood: " + "x".repeat(20_000)));
        String[] many = Stream.iterate(0, i -> i + 1)
                .limit(150)
                .map(i -> "X-" + i + ": 1")
                .toArray(String[]::new);
        assertProblem(http.get(ORDERS, many));
        assertProblem(http.get("/api/v1/orders?receipt=" + "x".repeat(20_000)));
    }

    @Test
    void optionsAndHeadBehave() {
        Reply options = http.send("OPTIONS", ORDERS, new byte[0]);
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.header("allow")).contains("GET", "POST");
        Reply head = http.send("HEAD", ORDERS, new byte[0], RawHttp.CREDENTIALS);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(http.send("HEAD", ORDERS, new byte[0]).status()).isEqualTo(401);
        assertProblem(http.send("TRACE", ORDERS, new byte[0], RawHttp.CREDENTIALS));
    }

    @Test
    void answersCarryTheHeadersThatAJsonApiNeeds() {
        Reply reply = http.get(ORDERS);
        assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.headers())
                .doesNotContainKeys("x-xss-protection", "x-frame-options", "pragma", "expires", "set-cookie", "server");
    }

    private Reply send(String path, byte[] body) {
        return http.send("POST", path, body, RawHttp.CREDENTIALS, JSON);
    }
}
