package dev.florin.gateways.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.gateways.sandbox.SandboxTalk.Told;
import dev.florin.kernel.TypeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The acquirer over HTTP alone. */
class SandboxAcquirerTests {

    @TempDir
    Path directory;

    Path log;
    SandboxAcquirer acquirer;
    SandboxTalk talk;

    @BeforeEach
    void start() {
        log = directory.resolve("facts.jsonl");
        acquirer = SandboxFixture.start(log);
        talk = new SandboxTalk(acquirer.address());
    }

    @AfterEach
    void stop() {
        acquirer.close();
    }

    void restart() {
        acquirer.close();
        start();
    }

    @Test
    void anApprovedCardIsAFactBeforeItIsAnAnswer() {
        UUID reference = TypeId.next();

        Told told = talk.authorize(reference, 1000, true, "4242424242424242");

        assertThat(told.status()).isEqualTo("approved");
        assertThat(told.text("auth_code")).hasSize(6);
        assertThat(SandboxLog.read(log).charge(reference).captured()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "4000000000000002,card_declined",
        "4000000000009995,insufficient_funds",
        "4000000000009987,lost_card",
        "4000000000009979,stolen_card",
        "4000000000000069,expired_card",
        "4000000000000127,incorrect_cvc",
        "4000000000000119,processing_error",
        "4242424242424241,incorrect_number"
    })
    void magicCardsAreDeclined(String number, String code) {
        Told told = talk.authorize(TypeId.next(), 1000, true, number);

        assertThat(told.status()).isEqualTo("declined");
        assertThat(told.text("code")).isEqualTo(code);
    }

    @Test
    void aMagicCardSucceedsEvenWhereOthersFail() {
        talk.control("POST", "settings", "{\"payment_success\":false}");

        assertThat(talk.authorize(TypeId.next(), 1, true, "378282246310005").status())
                .isEqualTo("approved");
        assertThat(talk.authorize(TypeId.next(), 1, true, "4111111111111111").status())
                .isEqualTo("declined");
    }

    @Test
    void aDuplicateGetsTheFirstAnswerByteForByteEvenAfterARestart() {
        UUID reference = TypeId.next();
        Told first = talk.authorize(reference, 1000, false, "4242424242424242");
        talk.capture(TypeId.next(), reference, 400, false);

        assertThat(talk.authorize(reference, 1000, false, "4242424242424242")).isEqualTo(first);
        restart();
        assertThat(talk.authorize(reference, 1000, false, "4242424242424242")).isEqualTo(first);
    }

    @Test
    void aReferenceServesOneRequestOnly() {
        UUID reference = TypeId.next();
        talk.authorize(reference, 1000, true, "4242424242424242");

        Told other = talk.authorize(reference, 1001, true, "4242424242424242");

        assertThat(other.http()).isEqualTo(422);
        assertThat(other.body()).contains("reference_reused");
    }

    @Test
    void concurrentDuplicatesAreOneChargeAndOneAnswer() throws Exception {
        talk.control("POST", "settings", "{\"delay_ms\":200}");
        UUID reference = TypeId.next();

        Set<Told> answers = atOnce(50, () -> talk.authorize(reference, 1000, true, "4242424242424242"));

        assertThat(answers).hasSize(1);
        assertThat(SandboxLog.read(log).approvals(reference)).isEqualTo(1);
    }

    @Test
    void capturesNeverExceedTheAuthorisationWhateverRunsAtOnce() throws Exception {
        UUID authorization = TypeId.next();
        talk.authorize(authorization, 1000, false, "4242424242424242");

        atOnce(40, () -> talk.capture(TypeId.next(), authorization, 100, false));

        assertThat(SandboxLog.read(log).charge(authorization).captured()).isEqualTo(1000);
        assertThat(talk.release(TypeId.next(), authorization).text("code")).isEqualTo("already_captured");
    }

    @Test
    void theLastCaptureReleasesTheRest() {
        UUID authorization = TypeId.next();
        talk.authorize(authorization, 1000, false, "4242424242424242");
        talk.capture(TypeId.next(), authorization, 300, true);

        assertThat(talk.capture(TypeId.next(), authorization, 1, false).text("code"))
                .isEqualTo("capture_exceeds_authorization");
    }

    @Test
    void aVoidReleasesWhatIsLeftAndBinds() {
        UUID authorization = TypeId.next();
        talk.authorize(authorization, 1000, false, "4242424242424242");
        talk.capture(TypeId.next(), authorization, 300, false);

        Told released = talk.release(TypeId.next(), authorization);

        assertThat(released.status()).isEqualTo("approved");
        assertThat(released.number("amount")).isEqualTo(700);
        assertThat(talk.capture(TypeId.next(), authorization, 1, false).status())
                .isEqualTo("declined");
        assertThat(SandboxLog.read(log).totals().get("INR")).isEqualTo(new SandboxLog.Totals(300, 0, 700));
    }

    @Test
    void aVoidOfAnUnknownAuthorisationBindsTheOneThatComesLater() {
        UUID authorization = TypeId.next();

        assertThat(talk.release(TypeId.next(), authorization).status()).isEqualTo("approved");
        restart();
        Told late = talk.authorize(authorization, 1000, true, "4242424242424242");

        assertThat(late.text("code")).isEqualTo("voided");
        assertThat(SandboxLog.read(log).charges()).isEmpty();
    }

    @Test
    void aVoidEndsAnAuthorisationThatIsStillPending() {
        UUID authorization = TypeId.next();
        talk.authorize(authorization, 1000, true, "4000002500003155");

        talk.release(TypeId.next(), authorization);

        assertThat(talk.inquire(authorization).text("code")).isEqualTo("voided");
    }

    @Test
    void aRefundIsPendingAndThenApproved() {
        UUID authorization = TypeId.next();
        talk.authorize(authorization, 1000, true, "4242424242424242");
        UUID refund = TypeId.next();

        assertThat(talk.refund(refund, authorization, 400).status()).isEqualTo("pending");

        await().until(() -> talk.inquire(refund).status().equals("approved"));
        assertThat(talk.refund(TypeId.next(), authorization, 601).text("code")).isEqualTo("refund_exceeds_capture");
        assertThat(talk.refund(refund, authorization, 400).status()).isEqualTo("pending"); // the first answer
    }

    @Test
    void aFailedRefundGivesItsAmountBack() {
        UUID authorization = TypeId.next();
        talk.authorize(authorization, 1000, true, "4000000000005126");
        UUID refund = TypeId.next();
        talk.refund(refund, authorization, 1000);

        await().until(() -> talk.inquire(refund).status().equals("declined"));
        assertThat(talk.inquire(authorization).number("refunded")).isZero();
    }

    @Test
    void upiCodesAreShownFirstAndPaidLater() {
        UUID reference = TypeId.next();

        Told told = talk.upi(reference, 123_45, "qr", null);

        assertThat(told.status()).isEqualTo("pending");
        assertThat(told.body())
                .contains("upi_qr", "am=123.45", "cu=INR", reference.toString().replace("-", ""));
        await().until(() -> talk.inquire(reference).status().equals("approved"));
    }

    @ParameterizedTest
    @CsvSource({"success@upi,approved", "failure@upi,declined", "pending@upi,pending", "somebody@upi,approved"})
    void payerAddressesHaveTheirOutcomes(String vpa, String status) {
        assertThat(talk.upi(TypeId.next(), 100, "collect", vpa).status()).isEqualTo(status);
    }

    @Test
    void aPendingCollectRequestIsDecidedByTheCustomerOrExpires() {
        UUID paid = TypeId.next();
        UUID left = TypeId.next();
        talk.upi(paid, 100, "collect", "pending@upi");
        talk.upi(left, 100, "collect", "pending@upi");

        assertThat(talk.control("POST", "upi/" + paid + "/approve", "").status())
                .isEqualTo("approved");
        assertThat(talk.control("POST", "upi/" + paid + "/decline", "").http()).isEqualTo(409);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> "expired".equals(talk.inquire(left).text("code")));
    }

    @Test
    void theIssuersPageAsksTheCustomerAndSendsThemBack() {
        UUID reference = TypeId.next();
        Told told = talk.authorize(reference, 1000, true, "4000002500003155");
        assertThat(told.body()).contains("\"redirect\"", "/3ds/" + reference);

        assertThat(talk.browse("GET", "/3ds/" + reference, "").body())
                .contains("10.00 INR", "3155", "<form method=\"post\">")
                .doesNotContain("<script");
        Told back = talk.browse("POST", "/3ds/" + reference, "outcome=approve");

        assertThat(back.http()).isEqualTo(303);
        assertThat(talk.inquire(reference).status()).isEqualTo("approved");
        assertThat(talk.browse("POST", "/3ds/" + reference, "outcome=fail").http())
                .isEqualTo(303);
        assertThat(talk.inquire(reference).status()).isEqualTo("approved");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{}",
                "400|{",
                "422|{\"reference\":\"%s\",\"amount\":0,\"currency\":\"INR\",\"capture\":true,\"upi\":{\"flow\":\"qr\"}}",
                "422|{\"reference\":\"%s\",\"amount\":1,\"currency\":\"XXX\",\"capture\":true,\"upi\":{\"flow\":\"qr\"}}",
                "422|{\"reference\":\"%s\",\"amount\":1,\"currency\":\"INR\",\"capture\":true}",
                "422|{\"reference\":\"%s\",\"amount\":1,\"currency\":\"INR\",\"capture\":true,\"upi\":{\"flow\":\"no\"}}",
                "400|{\"reference\":\"%s\",\"amount\":1.5,\"currency\":\"INR\",\"capture\":true,\"upi\":{\"flow\":\"qr\"}}",
                "400|{\"reference\":\"%s\",\"amount\":1,\"currency\":\"INR\",\"capture\":true,\"upi\":{\"flow\":\"qr\"},\"more\":1}"
            })
    void malformedRequestsAreRefused(int status, String body) {
        Told told = talk.call(
                "POST", "/v1/authorizations", body.replace("%s", TypeId.next().toString()));

        assertThat(told.http()).as(told.body()).isEqualTo(status);
    }

    @Test
    void onlyTheKeyOpens() {
        assertThat(talk.browse("GET", "/v1/transactions/" + TypeId.next(), "").http())
                .isEqualTo(401);
        assertThat(talk.browse("GET", "/control/faults", "").http()).isEqualTo(401);
        assertThat(talk.inquire(TypeId.next()).http()).isEqualTo(404);
    }

    @Test
    void aTornLastLineIsForgotten() throws IOException {
        UUID kept = TypeId.next();
        talk.authorize(kept, 1000, true, "4242424242424242");
        acquirer.close();
        Files.writeString(log, "{\"fact\":\"accepted\",\"at\":\"20", StandardOpenOption.APPEND);

        start();

        assertThat(talk.inquire(kept).status()).isEqualTo("approved");
        talk.authorize(TypeId.next(), 1000, true, "4242424242424242");
        assertThat(SandboxLog.read(log).charges()).hasSize(2);
    }

    @Test
    void whatWasInItsDelayWhenTheProcessEndedIsDecidedByTheNext() {
        talk.control("POST", "settings", "{\"delay_ms\":700}");
        UUID reference = TypeId.next();
        Thread.startVirtualThread(() -> talk.authorize(reference, 1000, true, "4242424242424242"));
        await().until(() -> talk.inquire(reference).http() == 200);

        restart();

        assertThat(talk.authorize(reference, 1000, true, "4242424242424242").status())
                .isEqualTo("approved");
    }

    @Test
    void whatWasAnsweredAfterADelayIsAnsweredAgainByTheNextProcess() {
        talk.control("POST", "settings", "{\"delay_ms\":50}");
        UUID reference = TypeId.next();
        Told first = talk.authorize(reference, 1000, true, "4242424242424242");

        restart();

        assertThat(talk.authorize(reference, 1000, true, "4242424242424242")).isEqualTo(first);
    }

    @Test
    void whatIsDeclinedMayBeChargedAllTheSameByAnAcquirerAtFault() {
        UUID reference = TypeId.next();
        Told told = talk.authorize(reference, 1000, true, Fault.SUCCESS_AFTER_DECLINE.card);
        assertThat(told.status()).isEqualTo("declined");
        assertThat(told.text("code")).isEqualTo("card_declined");
        assertThat(talk.inquire(reference).status()).isEqualTo("declined");
        assertThat(talk.control("POST", "3ds/" + reference + "/approve", "").http())
                .isEqualTo(409);
        restart();

        await().until(() -> talk.inquire(reference).status().equals("approved"));

        assertThat(SandboxLog.read(log).charge(reference).captured()).isEqualTo(1000);
        assertThat(SandboxLog.read(log).approvals(reference)).isEqualTo(1);
        assertThat(talk.authorize(reference, 1000, true, Fault.SUCCESS_AFTER_DECLINE.card))
                .as("the first answer")
                .isEqualTo(told);
        assertThat(talk.refund(TypeId.next(), reference, 1000).status()).isEqualTo("pending");
    }

    @Test
    void theAccountIsEchoedWithEverythingThatIsSaid() {
        UUID reference = TypeId.next();
        Told told = talk.authorize(reference, 1000, "shop 7");
        assertThat(told.text("account")).isEqualTo("shop 7");

        restart();

        assertThat(talk.inquire(reference).text("account")).isEqualTo("shop 7");
        assertThat(talk.authorize(reference, 1000, "shop 7")).isEqualTo(told);
        assertThat(talk.authorize(TypeId.next(), 1000, "x".repeat(100)).http()).isEqualTo(200);
        assertThat(talk.authorize(TypeId.next(), 1000, "x".repeat(101)).http()).isEqualTo(422);
    }

    /** As they were before there were accounts. */
    @Test
    void linesWithoutAnAccountAreStillRead() throws IOException {
        UUID reference = TypeId.next();
        acquirer.close();
        Files.writeString(log, """
                {"fact":"accepted","at":"2026-03-01T10:00:00Z","request":{"operation":"authorize","reference":"%s","amount":1000,"currency":"INR","last":false,"instrument":"424242******4242"},"amount":1000,"currency":"INR","verdict":{"now":{"status":"approved"},"held":false}}
                """.formatted(reference), StandardOpenOption.APPEND);

        start();

        assertThat(talk.inquire(reference).status()).isEqualTo("approved");
        assertThat(talk.inquire(reference).text("account")).isNull();
        assertThat(talk.authorize(reference, 1000, "shop 7").status())
                .as("the same request, from a client that has learnt to say more")
                .isEqualTo("approved");
    }

    @Test
    void noCardNumberReachesTheLog() throws IOException {
        talk.authorize(TypeId.next(), 1000, true, "4242424242424242");

        assertThat(Files.readString(log)).contains("424242******4242").doesNotContain("4242424242", "\"123\"");
    }

    @Test
    void rulesStrikeWhomTheyNameAsOftenAsTheySay() {
        talk.control(
                "POST", "faults", "{\"match\":{\"operation\":\"capture\"},\"fault\":\"error_5xx_before\",\"times\":2}");
        UUID authorization = TypeId.next();
        talk.authorize(authorization, 1000, false, "4242424242424242");
        UUID capture = TypeId.next();

        List<Integer> statuses = IntStream.range(0, 3)
                .mapToObj(_ -> talk.capture(capture, authorization, 1000, true).http())
                .toList();

        assertThat(statuses).containsExactly(500, 500, 200);
        assertThat(talk.control("GET", "faults", "").body()).isEqualTo("{\"faults\":[]}");
    }

    private static <T> Set<T> atOnce(int times, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> calls = threads.invokeAll(Collections.nCopies(times, call));
            return calls.stream().map(Future::resultNow).collect(Collectors.toSet());
        }
    }
}
