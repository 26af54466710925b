package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxProcess;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.platform.EmbeddedPostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/** Florin is killed in the middle of everything, and started again on what it left behind. */
class CrashTests {

    private static final int PAYMENTS = 50;

    /** So many authorisations are being captured, and as many voided. */
    private static final int EARLIER = 2;

    private static final Set<String> FINAL = Set.of("authorized", "captured", "failed", "cancelled");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** From the first answer after the restart on: what issue 2 promises. */
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    /** Keeps the programs of its PostgreSQL between runs, and nothing else. */
    private static final Path HOME = Path.of("target/journeys/crash").toAbsolutePath();

    @TempDir
    Path acquirers;

    @Test
    void afterAKillEveryPaymentIsFinalWithinSecondsAndChargedOnce() throws IOException {
        FileSystemUtils.deleteRecursively(HOME.resolve("data/postgres/data"));
        Path log = acquirers.resolve("facts.jsonl");
        try (var acquirer = SandboxProcess.start(log, 0, "--test-processing-delay=1500")) {
            List<String> toCapture;
            List<String> toVoid;
            List<Begun> begun;
            try (var florin =
                    FlorinJvm.launch(HOME, "killed", acquirer.address()).awaitUp()) {
                ApiClient api = florin.api();
                toCapture = authorized(api);
                toVoid = authorized(api);
                answerLate(acquirer, "capture");
                answerLate(acquirer, "void");
                toCapture.forEach(payment -> later(() -> api.post("/payments/" + payment + "/capture", "{}")));
                toVoid.forEach(payment -> later(() -> api.post("/payments/" + payment + "/void", "{}")));
                List<CompletableFuture<Begun>> asking = begin(api);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> charges(log) > 2 * EARLIER + PAYMENTS / 5);
                florin.kill();
                begun = asking.stream().map(CompletableFuture::join).toList();
            }
            assertThat(begun)
                    .as("killed in the middle")
                    .anyMatch(request -> request.reply().isEmpty())
                    .anyMatch(request -> request.reply().isPresent());

            try (var florin =
                    FlorinJvm.launch(HOME, "restarted", acquirer.address()).awaitUp()) {
                ApiClient api = florin.api();
                await().atMost(RECOVERY)
                        .untilAsserted(() -> assertThat(payments(api).values()).isSubsetOf(FINAL));
                Truth.of(log, database()).holds();
                Map<String, String> recovered = payments(api);
                assertThat(toCapture).extracting(recovered::get).containsOnly("captured");
                assertThat(toVoid).extracting(recovered::get).containsOnly("cancelled");
                assertThat(begun).allMatch(request -> request.toldTheTruth(recovered));

                Set<String> paid = begun.stream()
                        .map(request -> answerToARetry(api, request))
                        .collect(Collectors.toSet());
                paid.forEach(payment -> api.awaitDecided(payment, PATIENCE));
                assertThat(paid).as("a payment for each key").hasSize(PAYMENTS);
                assertThat(payments(api)).as("and none besides").hasSize(PAYMENTS + 2 * EARLIER);
                Truth.of(log, database()).holds();
            }
        }
    }

    private static List<String> authorized(ApiClient api) {
        return Crowd.of(EARLIER, _ -> api.authorize("4242424242424242").text("id"));
    }

    private static void answerLate(SandboxProcess acquirer, String operation) {
        var told = new SandboxTalk(acquirer.address()).control("POST", "faults", """
                {"match":{"operation":"%s"},"fault":"late_answer","times":%d,"delay_ms":30000}""".formatted(operation, EARLIER));
        assertThat(told.http()).as("%s", told).isEqualTo(200);
    }

    private static int charges(Path log) {
        return SandboxLog.read(log).charges().size();
    }

    private static <T> CompletableFuture<T> later(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }

    /** A payment that somebody asked for, and what was answered before the kill: perhaps nothing. */
    private record Begun(String key, String body, String[] headers, Optional<Reply> reply) {

        Begun answered(Reply answer) {
            return new Begun(key, body, headers, Optional.of(answer));
        }

        /** Whether what was answered before the kill is still so; that it is open may have changed. */
        boolean toldTheTruth(Map<String, String> now) {
            return reply.map(told -> {
                        String status = told.text("status");
                        return now.containsKey(told.text("id"))
                                && (!FINAL.contains(status) || status.equals(now.get(told.text("id"))));
                    })
                    .orElse(true);
        }
    }

    private static List<CompletableFuture<Begun>> begin(ApiClient api) {
        return IntStream.range(0, PAYMENTS)
                .mapToObj(i -> later(() -> ask(api, request(i), 20L * i)))
                .toList();
    }

    /** A mix: by card and UPI, captured at once and later, waited for and not; some are tried again when the kill comes. */
    private static Begun request(int i) {
        String capture = i % 3 == 0 ? "\"capture\":\"manual\"," : "";
        String body = switch (i % 5) {
            case 0 -> "{%s\"amount\":50000,\"currency\":\"INR\",\"upi\":{\"vpa\":\"success@upi\"}}".formatted(capture);
            case 1 -> "{%s\"amount\":50000,\"currency\":\"INR\",\"upi\":{\"flow\":\"qr\"}}".formatted(capture);
            case 2 -> ApiClient.payment("4000090000000037", capture); // fails at first, without a charge
            case 3 -> ApiClient.payment("4000000000009995", capture); // declined
            default -> ApiClient.payment("4242424242424242", capture);
        };
        String key = ApiClient.key();
        String[] headers = i % 2 == 0
                ? new String[] {"Idempotency-Key", key}
                : new String[] {"Idempotency-Key", key, "Prefer", "wait=20"};
        return new Begun(key, body, headers, Optional.empty());
    }

    private static Begun ask(ApiClient api, Begun request, long afterMillis) {
        pause(afterMillis);
        try {
            return request.answered(api.post("/payments", request.body(), request.headers()));
        } catch (UncheckedIOException e) {
            return request; // killed before it answered
        }
    }

    /** Sends a request again, as its sender would, until it is answered. */
    private static String answerToARetry(ApiClient api, Begun request) {
        for (int tries = 0; tries < 60; tries++) {
            Reply reply = api.post("/payments", request.body(), request.headers());
            if (reply.status() == 201) {
                request.reply()
                        .ifPresent(before -> assertThat(reply.raw().body())
                                .isEqualTo(before.raw().body()));
                return reply.text("id");
            }
            assertThat(reply.status()).as("%s", reply.body()).isEqualTo(409);
            assertThat(reply.text("code")).isEqualTo("idempotency_key_in_use");
            pause(500);
        }
        throw new AssertionError("Never answered: " + request.key());
    }

    /** All of them, by id, with their status. */
    private static Map<String, String> payments(ApiClient api) {
        Reply reply = api.get("/payments?limit=100");
        assertThat(reply.body().get("has_more").asBoolean()).isFalse();
        return reply.body()
                .get("data")
                .valueStream()
                .collect(Collectors.toMap(
                        p -> p.get("id").asString(), p -> p.get("status").asString()));
    }

    /** The embedded one, as its files tell where it is. */
    private static DataSource database() throws IOException {
        Path data = HOME.resolve("data/postgres/data");
        String port = Files.readAllLines(data.resolve("postmaster.pid")).get(3);
        return new DriverManagerDataSource(
                "jdbc:postgresql://localhost:%s/%s?sslmode=disable".formatted(port, EmbeddedPostgresServer.DATABASE),
                EmbeddedPostgresServer.USER,
                Files.readString(data.resolve("password")));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
