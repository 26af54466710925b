package dev.florin.gateways.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.florin.kernel.TypeId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What the acquirer tells of its own accord, as a small receiver hears it. */
class CallbackTests {

    @TempDir
    Path directory;

    final List<Heard> heard = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    HttpServer receiver;
    SandboxAcquirer acquirer;
    SandboxTalk talk;

    record Heard(String signature, String body) {
        String type() {
            return new JsonMapper().readTree(body).get("type").asString();
        }

        String id() {
            return new JsonMapper().readTree(body).get("id").asString();
        }
    }

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", this::hear);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.start();
        acquirer = startAcquirer();
        talk = new SandboxTalk(acquirer.address());
    }

    SandboxAcquirer startAcquirer() {
        return startAcquirer(SandboxOptions.Callbacks.ALL);
    }

    SandboxAcquirer startAcquirer(SandboxOptions.Callbacks which) {
        URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/callbacks");
        return SandboxFixture.start(directory.resolve("facts.jsonl"), 0, url, which);
    }

    void hear(HttpExchange http) throws IOException {
        try (http) {
            String signature = http.getRequestHeaders().getFirst("Sandbox-Signature");
            heard.add(new Heard(signature, new String(http.getRequestBody().readAllBytes(), UTF_8)));
            http.sendResponseHeaders(status, -1);
        }
    }

    @AfterEach
    void stop() {
        acquirer.close();
        receiver.stop(0);
    }

    @Test
    void everyChangeIsToldOnceAndSigned() throws GeneralSecurityException {
        UUID authorization = TypeId.next();
        talk.authorize(authorization, 1000, true, "4242424242424242");
        talk.refund(TypeId.next(), authorization, 400);

        await().until(() -> heard.size() == 3);

        assertThat(heard)
                .extracting(Heard::type)
                .containsExactlyInAnyOrder("authorization.approved", "refund.pending", "refund.approved");
        assertThat(heard).extracting(Heard::id).doesNotHaveDuplicates();
        for (Heard callback : heard) {
            assertThat(callback.signature()).isEqualTo(signature(callback));
        }
    }

    private static String signature(Heard callback) throws GeneralSecurityException {
        String timestamp =
                callback.signature().substring(2, callback.signature().indexOf(','));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SandboxOptions.DEFAULT_CALLBACK_SECRET.getBytes(UTF_8), "HmacSHA256"));
        byte[] hash = mac.doFinal((timestamp + "." + callback.body()).getBytes(UTF_8));
        return "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(hash);
    }

    @Test
    void aRefusedCallbackIsSentAgainEvenByTheNextProcess() {
        status = 500;
        talk.authorize(TypeId.next(), 1000, true, "4242424242424242");
        await().until(() -> !heard.isEmpty());
        acquirer.close();
        status = 200;
        int before = heard.size();

        acquirer = startAcquirer();
        await().until(() -> heard.size() > before);
        assertThat(heard).extracting(Heard::body).containsOnly(heard.getFirst().body());

        await().pollDelay(Duration.ofMillis(300)).until(() -> true); // the note that it was delivered is written
        int delivered = heard.size();
        acquirer.close();
        acquirer = startAcquirer();
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        assertThat(heard).hasSize(delivered);
    }

    @Test
    void callbacksAreLostOrDoubledOnDemand() {
        talk.authorize(TypeId.next(), 1000, true, Fault.CALLBACK_LOST.card);
        talk.authorize(TypeId.next(), 1000, true, Fault.CALLBACK_DOUBLED.card);

        await().until(() -> heard.size() == 2);
        assertThat(heard.get(0).body()).isEqualTo(heard.get(1).body()); // signatures carry the time of sending
    }

    @Test
    void byDefaultOnlyWhatNoAnswerToldIsTold() {
        acquirer.close();
        acquirer = startAcquirer(SandboxOptions.Callbacks.ASYNCHRONOUS);
        talk = new SandboxTalk(acquirer.address());
        UUID authorization = TypeId.next();
        talk.authorize(authorization, 1000, true, "4242424242424242");
        talk.control("POST", "settings", "{\"delay_ms\":100}");
        talk.authorize(TypeId.next(), 1000, true, "4242424242424242"); // answered when it is decided
        talk.refund(TypeId.next(), authorization, 400);
        talk.authorize(TypeId.next(), 1000, true, Fault.SUCCESS_AFTER_DECLINE.card);

        await().until(() -> heard.size() == 2);

        assertThat(heard).extracting(Heard::type).containsExactly("refund.approved", "authorization.approved");
    }

    @Test
    void callbacksNameTheAccount() {
        talk.authorize(TypeId.next(), 1000, "shop 7");

        await().until(() -> heard.size() == 1);

        assertThat(heard.getFirst().body()).contains("\"account\":\"shop 7\"");
    }

    @Test
    void callbacksAreReorderedOnDemand() {
        UUID authorization = TypeId.next();
        talk.authorize(authorization, 1000, false, "4242424242424242");
        await().until(() -> heard.size() == 1);
        talk.control(
                "POST",
                "faults",
                "{\"match\":{\"operation\":\"capture\"},\"fault\":\"callback_reordered\",\"delay_ms\":500}");

        talk.capture(TypeId.next(), authorization, 1000, true);
        talk.refund(TypeId.next(), authorization, 1000);

        await().until(() -> heard.size() == 4);
        assertThat(heard.getLast().type()).isEqualTo("capture.approved");
    }
}
