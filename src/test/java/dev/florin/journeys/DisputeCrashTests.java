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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Florin is killed while customers claim their money back, and again while the merchant answers and issuers decide. */
class DisputeCrashTests {

    private static final int DISPUTES = 36;
    private static final long AMOUNT = 50_000;
    private static final byte[] SLIP = "%PDF-1.7 a delivery slip".getBytes(StandardCharsets.US_ASCII);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path HOME = Path.of("target/journeys/disputes").toAbsolutePath();

    @TempDir
    Path acquirers;

    /** What a merchant does about a dispute, and what comes of it. */
    private enum Answer {
        WIN("won"),
        LOSE("lost"),
        ACCEPT("accepted");

        private final String end;

        Answer(String end) {
            this.end = end;
        }
    }

    @Test
    void everyDisputeIsHeldAnsweredAndEndedOnce() throws SQLException {
        Path log = acquirers.resolve("facts.jsonl");
        int port = FlorinJvm.freePort();
        try (var acquirer = SandboxProcess.start(
                        log,
                        0,
                        "--callback-url=http://localhost:%d/gateways/sandbox/callbacks".formatted(port),
                        "--dispute-after=400");
                var database = SharedDatabase.start(HOME, "disputes")) {
            DataSource books = database.dataSource();
            var jdbc = JdbcClient.create(books);
            var bank = new SandboxTalk(acquirer.address());
            try (var first = database.launch(port, "first", acquirer).awaitUp()) {
                List<String> payments = Crowd.of(
                        DISPUTES, _ -> first.api().pay("4242424242424242").text("id"));
                CompletableFuture<Void> claims = claim(bank, payments);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> held(jdbc) > DISPUTES / 4);
                first.kill();
                claims.join(); // some of them while nobody listens
            }
            long before = held(jdbc);
            assertThat(SandboxLog.read(log).disputes()).hasSize(DISPUTES);
            assertThat(before).as("killed while it heard of them").isPositive().isLessThan(DISPUTES);

            Map<String, Answer> answers;
            try (var second = database.launch(port, "second", acquirer).awaitUp()) {
                database.runNow("disputes.ask-for-news");
                await().atMost(PATIENCE).until(() -> held(jdbc) == DISPUTES);
                Truth.of(log, books).holds();
                assertThat(balance(jdbc, "disputes")).isEqualTo(DISPUTES * AMOUNT);
                answers = answers(second.api());
                answerLate(bank);
                answers.forEach((dispute, answer) -> later(() -> answer(second.api(), dispute, answer, 0)));
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> taken(log) > DISPUTES / 4);
                second.kill();
                bank.control("DELETE", "faults", "");
            }
            long decided = count(jdbc, "select count(*) from disputes.dispute where closed_at is not null");
            System.out.printf("killed with %d of %d held, and with %d decided%n", before, DISPUTES, decided);
            assertThat(decided).as("killed while it answered").isLessThan(DISPUTES);

            try (var third = database.launch(port, "third", acquirer).awaitUp()) {
                ApiClient api = third.api();
                List<String> asked = List.copyOf(answers.keySet());
                Crowd.of(
                        DISPUTES,
                        i -> answerAgain(api, asked.get(i), Objects.requireNonNull(answers.get(asked.get(i)))));
                await().atMost(PATIENCE)
                        .until(() -> count(jdbc, "select count(*) from disputes.dispute where closed_at is null") == 0);
                assertThat(ends(api))
                        .isEqualTo(answers.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().end)));
            }
            Truth.of(log, books).holds();
            assertThatTheAcquirerHeardEachOnce(log, jdbc);
            long lost = answers.values().stream().filter(it -> it != Answer.WIN).count();
            assertThat(balance(jdbc, "disputes")).isZero();
            assertThat(balance(jdbc, "merchant")).isEqualTo((DISPUTES - lost) * AMOUNT);
            assertThat(balance(jdbc, "acquirer:sandbox")).isEqualTo(-(DISPUTES - lost) * AMOUNT);
        }
    }

    /** One after the other, so that there is a middle. */
    private static CompletableFuture<Void> claim(SandboxTalk bank, List<String> payments) {
        return CompletableFuture.runAsync(
                () -> payments.forEach(payment -> {
                    UUID authorization = TypeId.parse("pay", payment).orElseThrow();
                    var told = bank.control("POST", "disputes", "{\"authorization\":\"%s\"}".formatted(authorization));
                    assertThat(told.http()).as("%s", told).isEqualTo(200);
                    pause(20);
                }),
                Thread::startVirtualThread);
    }

    /** Some are told, and nobody is left to hear that. */
    private static void answerLate(SandboxTalk bank) {
        var told = bank.control("POST", "faults", """
                {"match":{"operation":"dispute"},"fault":"late_answer","times":12,"delay_ms":20000}""");
        assertThat(told.http()).as("%s", told).isEqualTo(200);
    }

    private static Map<String, Answer> answers(ApiClient api) {
        List<String> ids = api.get("/disputes?limit=100")
                .body()
                .get("data")
                .valueStream()
                .map(it -> it.get("id").asString())
                .sorted()
                .toList();
        assertThat(ids).hasSize(DISPUTES);
        return IntStream.range(0, DISPUTES)
                .boxed()
                .collect(Collectors.toMap(ids::get, i -> Answer.values()[i % Answer.values().length]));
    }

    private static void answer(ApiClient api, String dispute, Answer answer, int tries) {
        Reply reply;
        try {
            if (answer == Answer.ACCEPT) {
                reply = api.post("/disputes/" + dispute + "/accept", "", "Idempotency-Key", "accept-" + dispute);
            } else {
                reply = api.upload("/disputes/" + dispute + "/files", "slip.pdf", SLIP, "slip-" + dispute);
                if (reply.status() == 201) {
                    reply = api.post(
                            "/disputes/" + dispute + "/evidence",
                            "{\"evidence\":{\"other\":\"%s\"},\"submit\":true}"
                                    .formatted(answer == Answer.WIN ? "winning_evidence" : "losing_evidence"),
                            "Idempotency-Key",
                            "evidence-" + dispute);
                }
            }
        } catch (UncheckedIOException e) {
            assertThat(tries).as("nobody answers").isZero();
            return; // killed before it answered
        }
        if (tries == 0) {
            return;
        }
        if (reply.status() == 409 && reply.text("code").equals("idempotency_key_in_use") && tries < 120) {
            pause(500);
            answer(api, dispute, answer, tries + 1);
        } else {
            assertThat(reply.status())
                    .as("%s of %s: %s", answer, dispute, reply.body())
                    .isIn(200, 201);
        }
    }

    /** As its sender would, until it is answered. */
    private static boolean answerAgain(ApiClient api, String dispute, Answer answer) {
        answer(api, dispute, answer, 1);
        return true;
    }

    private static Map<String, String> ends(ApiClient api) {
        return api.get("/disputes?limit=100")
                .body()
                .get("data")
                .valueStream()
                .collect(Collectors.toMap(
                        it -> it.get("id").asString(), it -> it.get("status").asString()));
    }

    private static void assertThatTheAcquirerHeardEachOnce(Path log, JdbcClient jdbc) {
        Map<UUID, String> ours = jdbc
                .sql("select acquirer_reference, status from disputes.dispute")
                .query((row, _) -> Map.entry(UUID.fromString(row.getString(1)), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(SandboxLog.read(log).disputes().values())
                .hasSize(DISPUTES)
                .allSatisfy(dispute -> assertThat(ours).containsEntry(dispute.id(), dispute.status()));
        ours.forEach((dispute, status) -> {
            assertThat(facts(log, "dispute_ended", dispute)).isEqualTo(1);
            assertThat(facts(log, "evidence_taken", dispute)).isEqualTo(status.equals("accepted") ? 0 : 1);
            assertThat(facts(log, "file_taken", dispute)).isEqualTo(status.equals("accepted") ? 0 : 1);
        });
    }

    private static long facts(Path log, String fact, UUID dispute) {
        return lines(log).stream()
                .filter(line -> line.contains("\"fact\":\"" + fact + "\"") && line.contains(dispute.toString()))
                .count();
    }

    /** Of evidence and acceptances. */
    private static long taken(Path log) {
        return lines(log).stream()
                .filter(line ->
                        line.contains("\"fact\":\"evidence_taken\"") || line.contains("\"accepted\",\"reference\""))
                .count();
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That have been heard of, with their money. */
    private static long held(JdbcClient jdbc) {
        return count(jdbc, "select count(*) from ledger.transfer where kind = 'dispute_opened'");
    }

    private static long balance(JdbcClient jdbc, String account) {
        return jdbc.sql("""
                        select coalesce(sum(case when credit = :account then amount else -amount end), 0)
                        from ledger.transfer where :account in (debit, credit)
                        """).param("account", account).query(Long.class).single();
    }

    private static void later(Runnable act) {
        Thread.startVirtualThread(act);
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
