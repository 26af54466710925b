package dev.florin.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample receiver, run as merchants run it. */
@Timeout(120)
class ReceiverTests {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    private static final String OTHER_SECRET = "whsec_YW5vdGhlcl9zZWNyZXRfb2ZfdmVjdG9ycyEhIQ==";
    private static final String CAPTURED = """
            {"id":"evt_1","event":"payment.success","timestamp":1782899999,"data":{"payment":{"id":"pay_1",\
            "amount":50000,"currency":"INR","status":"captured","events":[{"status":"pending"}],\
            "metadata":{"note":"\\"चाय\\" ☕\\u00fc\\n","id":"ord-7"}}}}""";
    private static final String REFUNDED = """
            {"id":"evt_2","event":"refund.processed","data":{"payment":{"id":"pay_1","status":"partially_refunded"},\
            "refund":{"id":"rfnd_1","amount":1500,"currency":"JPY","status":"processed"}}}""";

    @TempDir
    Path directory;

    /** A delivery as Florin signs it; the rest of it is forgery. */
    private record Delivery(String id, String time, String hex, String standard, String body) {

        static Delivery of(String id, String body) {
            return at(Instant.now(), Signed.SECRET, id, body);
        }

        static Delivery at(Instant now, String secret, String id, String body) {
            String time = Long.toString(now.getEpochSecond());
            return new Delivery(id, time, Signed.hex(secret, body), Signed.standard(secret, id, time, body), body);
        }

        Delivery withBody(String other) {
            return new Delivery(id, time, hex, standard, other);
        }

        Delivery withId(String other) {
            return new Delivery(other, time, hex, standard, body);
        }

        Delivery withHex(String other) {
            return new Delivery(id, time, other, standard, body);
        }

        Delivery withStandard(String other) {
            return new Delivery(id, time, hex, other, body);
        }
    }

    @Test
    void everyEventIsToldInALineAndHandledOnce() {
        try (var receiver = ReceiverProcess.launch()) {
            assertThat(send(receiver, Delivery.of("evt_1", CAPTURED))).isEqualTo(200);
            assertThat(send(receiver, Delivery.of("evt_2", REFUNDED))).isEqualTo(200);
            assertThat(send(receiver, Delivery.of("evt_1", CAPTURED))).isEqualTo(200);

            assertThat(receiver.said())
                    .map(line -> line.replaceFirst("^[0-9T:-]{19}Z ", "").replaceAll(" +", " "))
                    .containsExactly(
                            "payment.success pay_1 captured INR 500.00 new, answered 200",
                            "refund.processed rfnd_1 processed JPY 1500 new, answered 200",
                            "payment.success pay_1 captured INR 500.00 duplicate, answered 200");
        }
    }

    @Test
    void theLogHasWhatCameAndWhatBecameOfIt() throws Exception {
        Path log = directory.resolve("received.jsonl");
        Delivery good = Delivery.of("evt_1", CAPTURED);
        try (var receiver = ReceiverProcess.launch("--log=" + log)) {
            send(receiver, good);
            send(receiver, good.withBody(REFUNDED));
            send(receiver, good);
        }

        List<JsonNode> lines =
                Files.readAllLines(log).stream().map(JSON::readTree).toList();
        assertThat(lines)
                .extracting(line -> line.path("verdict").asString())
                .containsExactly("new", "forged", "duplicate");
        assertThat(lines).extracting(line -> line.path("status").asInt()).containsExactly(200, 401, 200);
        assertThat(lines.getFirst().path("body").asString()).isEqualTo(CAPTURED);
        assertThat(lines.getFirst().path("headers").path("webhook-id").asString())
                .isEqualTo("evt_1");
        assertThat(lines.getFirst().path("headers").path("x-webhook-signature").asString())
                .isEqualTo(good.hex());
        assertThat(Instant.ofEpochMilli(lines.getFirst().path("received_at").asLong()))
                .isBetween(Instant.now().minusSeconds(100), Instant.now());
    }

    @Test
    void forgedDeliveriesAreRefusedAndLeaveNoTrace() {
        Instant now = Instant.now();
        Delivery good = Delivery.of("evt_1", CAPTURED);
        List<Delivery> forged = List.of(
                good.withBody(CAPTURED.replace("50000", "500")),
                good.withId("evt_3"),
                good.withHex(""),
                good.withHex(good.hex().replaceFirst(".$", "x")),
                good.withStandard(""),
                good.withStandard("v1,é"),
                good.withStandard(good.standard().substring(3)),
                Delivery.at(now, OTHER_SECRET, "evt_1", CAPTURED),
                Delivery.at(now.minusSeconds(320), Signed.SECRET, "evt_1", CAPTURED),
                Delivery.at(now.plusSeconds(320), Signed.SECRET, "evt_1", CAPTURED));

        try (var receiver = ReceiverProcess.launch()) {
            assertThat(forged)
                    .allSatisfy(delivery -> assertThat(send(receiver, delivery)).isEqualTo(401));
            assertThat(send(receiver, good)).isEqualTo(200);

            List<String> said = receiver.said();
            assertThat(said).hasSize(forged.size() + 1);
            assertThat(said.subList(0, forged.size()))
                    .allMatch(line -> line.contains(" refused: "))
                    .noneMatch(line -> line.contains("v1,"));
            assertThat(said.getLast()).endsWith("new, answered 200");
        }
    }

    @Test
    void whileASecretIsRotatedBothAreGood() {
        try (var receiver = ReceiverProcess.launch("--secret=" + OTHER_SECRET, "--secret=" + Signed.SECRET)) {
            Delivery old = Delivery.of("evt_1", CAPTURED);
            Delivery rotated = Delivery.at(Instant.now(), OTHER_SECRET, "evt_2", CAPTURED);

            assertThat(send(receiver, old)).isEqualTo(200);
            assertThat(send(receiver, rotated)).isEqualTo(200);
            assertThat(send(receiver, rotated.withStandard(old.standard() + " " + rotated.standard())))
                    .isEqualTo(200);
        }
    }

    @Test
    void whatIsRefusedOnPurposeIsNotHandledYet() throws Exception {
        try (var receiver = ReceiverProcess.launch("--status=503", "--retry-after=2", "--delay=700", "--times=1")) {
            long begin = System.nanoTime();
            HttpResponse<Void> refused = exchange(receiver, Delivery.of("evt_1", CAPTURED));

            assertThat(System.nanoTime() - begin).isGreaterThan(700_000_000);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(send(receiver, Delivery.of("evt_1", CAPTURED))).isEqualTo(200);
            assertThat(receiver.said())
                    .satisfiesExactly(
                            line -> assertThat(line).endsWith("new, answered 503"),
                            line -> assertThat(line).endsWith("new, answered 200"));
        }
    }

    @Test
    void whatIsNoDeliveryIsNotTakenForOne() throws Exception {
        try (var receiver = ReceiverProcess.launch()) {
            URI uri = receiver.uri();
            assertThat(status(HttpRequest.newBuilder(uri).GET())).isEqualTo(405);
            assertThat(status(HttpRequest.newBuilder(uri.resolve("/")).POST(BodyPublishers.noBody())))
                    .isEqualTo(404);
            assertThat(status(HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody())))
                    .isEqualTo(401);
            assertThat(send(receiver, Delivery.of("evt_1", "{\"event\":"))).isEqualTo(400);
            assertThat(send(receiver, Delivery.of("evt_1", "x".repeat(1 << 20))))
                    .isEqualTo(400);
            assertThat(send(receiver, Delivery.of("evt_1", "x".repeat((1 << 20) + 1))))
                    .isEqualTo(413);
        }
    }

    @Test
    void theEnvironmentSaysPortAndSecretsToo() throws Exception {
        Process process = ReceiverProcess.start(Map.of("PORT", "0", "WEBHOOK_SECRET", OTHER_SECRET), List.of());
        try (var out = process.inputReader()) {
            URI uri = URI.create(out.readLine().replaceFirst("^Listening on ", ""));

            assertThat(uri.getPort()).isNotEqualTo(4000);
            assertThat(status(request(uri, Delivery.at(Instant.now(), OTHER_SECRET, "evt_1", CAPTURED))))
                    .isEqualTo(200);
            assertThat(status(request(uri, Delivery.of("evt_2", CAPTURED)))).isEqualTo(401);
        } finally {
            process.destroy();
        }
    }

    @Test
    void aMistakeInTheOptionsIsToldAtTheStart() throws Exception {
        for (var mistake : Map.of(
                        "--secret=whsec_tooShort", "A webhook secret is",
                        "--port=ssh", "--port=ssh is not a number from 0 to 65535",
                        "--colour=red", "There is no option --colour")
                .entrySet()) {
            Process process = ReceiverProcess.start(Map.of(), List.of(mistake.getKey()));
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).isEqualTo(2);
            assertThat(out).startsWith(mistake.getValue()).contains("usage:").doesNotContain("tooShort");
        }
    }

    /** A program in one file cannot share code, so it is the same text. */
    @Test
    void itVerifiesAsTheSampleDoes() throws Exception {
        String verify = Files.readString(Path.of("samples/verify/Verify.java"));
        String signatures = verify.substring(verify.indexOf("/** What Florin signs with"));

        assertThat(Files.readString(Path.of("samples/receiver/Receiver.java"))).contains(signatures);
    }

    private static int send(ReceiverProcess receiver, Delivery delivery) {
        try {
            return exchange(receiver, delivery).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<Void> exchange(ReceiverProcess receiver, Delivery delivery) throws Exception {
        return HTTP.send(request(receiver.uri(), delivery).build(), BodyHandlers.discarding());
    }

    private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static HttpRequest.Builder request(URI uri, Delivery delivery) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("X-Webhook-Signature", delivery.hex())
                .header("webhook-id", delivery.id())
                .header("webhook-timestamp", delivery.time())
                .header("webhook-signature", delivery.standard())
                .POST(BodyPublishers.ofString(delivery.body()));
    }
}
