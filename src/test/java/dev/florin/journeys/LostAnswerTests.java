package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxProcess;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.TypeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances over one database. The first is frozen while it waits for the acquirer, so that the second takes up what
 * it had in hand, and then goes on, believing that no time has passed.
 */
@DisabledOnOs(OS.WINDOWS)
class LostAnswerTests {

    private static final String GOOD = "4242424242424242";
    private static final String NEVER_ARRIVES = "4000090000000029";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path HOME = Path.of("target/journeys/instances").toAbsolutePath();
    private static final String DATABASE = "instances";

    @TempDir
    Path acquirers;

    @Test
    void whatAFrozenInstanceHadInHandIsDoneOnceAndItsOwnAnswerIsTheSame() throws SQLException {
        Path log = acquirers.resolve("facts.jsonl");
        try (var database = SharedDatabase.start(HOME, DATABASE);
                var acquirer = SandboxProcess.start(log, 0);
                var first = database.launch("first", acquirer);
                var second = database.launch("second", acquirer)) {
            ApiClient a = first.awaitUp().api();
            ApiClient b = second.awaitUp().api();
            var talk = new SandboxTalk(acquirer.address());
            String captured = a.authorize(GOOD).text("id");
            String voided = a.authorize(GOOD).text("id");
            talk.control("POST", "settings", "{\"delay_ms\":2500}");
            lateAnswer(talk, "capture");
            lateAnswer(talk, "void");

            List<CompletableFuture<Reply>> paying = IntStream.range(0, 8)
                    .mapToObj(i -> later(() -> a.pay(i % 4 == 3 ? "4000000000009995" : GOOD)))
                    .toList();
            // Lost on the way to the acquirer, so that the second has to send it: then both have
            var lost = later(() -> a.post("/payments", ApiClient.payment(NEVER_ARRIVES, ""), "Prefer", "wait=10"));
            String key = ApiClient.key();
            var keyed = later(() -> a.pay(GOOD, "Idempotency-Key", key));
            var capturing =
                    later(() -> a.post("/payments/" + captured + "/capture", "{\"amount\":20000,\"final\":true}"));
            var voiding = later(() -> a.post("/payments/" + voided + "/void", "{}"));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> accepted(log) == 13);
            first.freeze();
            Reply elsewhere;
            try {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(open(b)).isEmpty());
                elsewhere = retry(b, key);
                assertThat(b.get("/payments/" + captured).text("status")).isEqualTo("captured");
                assertThat(b.get("/payments/" + voided).text("status")).isEqualTo("cancelled");
                Truth.of(log, database.dataSource()).holds();
            } finally {
                first.thaw();
            }

            for (int i = 0; i < 8; i++) {
                Reply told = paying.get(i).join();
                assertThat(told.text("status")).as("%s", told.body()).isEqualTo(i % 4 == 3 ? "failed" : "captured");
                assertThat(SandboxLog.read(log).approvals(reference(told))).isEqualTo(i % 4 == 3 ? 0 : 1);
                assertThat(b.get("/payments/" + told.text("id")).text("status")).isEqualTo(told.text("status"));
            }
            assertThat(capturing.join().number("amount_captured")).isEqualTo(20_000);
            assertThat(voiding.join().text("status")).isEqualTo("cancelled");
            assertThat(lost.join().text("status")).isEqualTo("captured");
            assertThat(SandboxLog.read(log).approvals(reference(lost.join()))).isEqualTo(1);
            assertThat(elsewhere.text("status")).isEqualTo("captured");
            assertThat(keyed.join().text("id")).isEqualTo(elsewhere.text("id"));
            assertThat(a.pay(GOOD, "Idempotency-Key", key).raw().body())
                    .isEqualTo(elsewhere.raw().body());
            Truth.of(log, database.dataSource()).holds();
        }
    }

    /** Asks the other instance, with the key of a request that the frozen one has not answered. */
    private static Reply retry(ApiClient api, String key) {
        Reply[] last = new Reply[1];
        await().atMost(PATIENCE).until(() -> {
            last[0] = api.pay(GOOD, "Idempotency-Key", key);
            return last[0].status() == 201;
        });
        return last[0];
    }

    private static void lateAnswer(SandboxTalk talk, String operation) {
        var told = talk.control("POST", "faults", """
                {"match":{"operation":"%s"},"fault":"late_answer","delay_ms":2500}""".formatted(operation));
        assertThat(told.http()).as("%s", told).isEqualTo(200);
    }

    /** What the acquirer has taken on so far. */
    private static long accepted(Path log) {
        try {
            return Files.readString(log)
                    .lines()
                    .filter(line -> line.contains("\"fact\":\"accepted\""))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> open(ApiClient api) {
        return api.get("/payments?limit=100")
                .body()
                .get("data")
                .valueStream()
                .filter(p -> !List.of("captured", "failed", "cancelled")
                        .contains(p.get("status").asString()))
                .map(p -> p.get("id").asString())
                .toList();
    }

    private static CompletableFuture<Reply> later(Supplier<Reply> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }

    private static UUID reference(Reply payment) {
        return TypeId.parse("pay", payment.text("id")).orElseThrow();
    }
}
