package dev.florin.gateways.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.gateways.sandbox.SandboxTalk.Told;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The card that is disputed later, at an acquirer that is stopped and started on its log. */
class DisputedCardTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DISPUTED = "4000000000000259";

    @TempDir
    Path directory;

    private final UUID payment = UUID.randomUUID();
    private SandboxAcquirer acquirer;
    private SandboxTalk talk;

    @BeforeEach
    void start() {
        acquirer = SandboxFixture.start(directory.resolve("facts.jsonl"));
        talk = new SandboxTalk(acquirer.address());
    }

    @AfterEach
    void stop() {
        acquirer.close();
    }

    private void restart() {
        stop();
        start();
    }

    @Test
    void whatIsDisputedStaysSoAndIsDecidedAfterARestart() {
        talk.authorize(payment, 50_000, true, DISPUTED);
        String id = disputed().path("id").asString();
        restart();

        assertThat(disputed().path("id").asString()).isEqualTo(id);
        assertThat(disputed().path("status").asString()).isEqualTo("needs_response");
        UUID reference = UUID.randomUUID();
        String evidence = """
                {"reference":"%s","texts":{"other":"winning_evidence"},"files":[]}""".formatted(reference);
        assertThat(talk.call("POST", "/v1/disputes/" + id + "/evidence", evidence)
                        .http())
                .isEqualTo(200);
        restart();
        await().until(() -> disputed().path("status").asString().equals("won"));
        assertThat(talk.call("POST", "/v1/disputes/" + id + "/evidence", evidence)
                        .status())
                .as("the same again")
                .isEqualTo("won");
        assertThat(talk.call("POST", "/v1/disputes/" + id + "/evidence", evidence.replace("winning", "losing"))
                        .body())
                .contains("reference_reused");
        assertThat(SandboxLog.read(directory.resolve("facts.jsonl")).disputes().get(UUID.fromString(id)))
                .isEqualTo(new SandboxLog.Dispute(UUID.fromString(id), payment, 50_000, "won", 1));
    }

    @Test
    void noMoreIsDisputedThanWasCapturedAndNothingIsTakenAfterTheDeadline() {
        talk.authorize(payment, 50_000, true, "4242424242424242");
        Told first = open("\"amount\":30000");
        assertThat(open("\"amount\":20001").body()).contains("amount_too_large");
        assertThat(open("\"amount\":20000,\"reason\":\"duplicate\"").text("reason"))
                .isEqualTo("duplicate");

        talk.control(
                "POST", "disputes/" + first.text("id") + "/deadline", "{\"due_by\":\"%s\"}".formatted(Instant.now()));

        await().until(() -> get(first).status().equals("lost"));
        assertThat(talk.call(
                                "POST",
                                "/v1/disputes/" + first.text("id") + "/accept",
                                "{\"reference\":\"%s\"}".formatted(UUID.randomUUID()))
                        .body())
                .contains("dispute_closed");
    }

    @Test
    void aDisputeThatWasNotOpenedYetIsOpenedByTheNextProcess() {
        talk.authorize(payment, 50_000, false, DISPUTED);
        restart();
        talk.capture(UUID.randomUUID(), payment, 50_000, true);
        restart();

        assertThat(disputed().path("amount").asLong()).isEqualTo(50_000);
    }

    private Told open(String more) {
        return talk.control("POST", "disputes", "{\"authorization\":\"%s\",%s}".formatted(payment, more));
    }

    private Told get(Told dispute) {
        return talk.call("GET", "/v1/disputes/" + dispute.text("id"), "");
    }

    private JsonNode disputed() {
        await().until(() -> list().size() == 1);
        return list().path(0);
    }

    private JsonNode list() {
        return JSON.readTree(talk.call("GET", "/v1/disputes?since=2026-01-01T00:00:00Z", "")
                        .body())
                .path("data");
    }
}
