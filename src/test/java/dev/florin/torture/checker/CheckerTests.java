package dev.florin.torture.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.torture.checker.Judgement.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of runs that were made up: each kind of lie is found and called by its name, and what cannot be read is no pass. */
class CheckerTests {

    @TempDir
    Path directory;

    Testimony run;

    @BeforeEach
    void aRunInWhichAllIsWell() {
        run = Testimony.ofACapturedAndRefundedPayment();
    }

    @Test
    void whatAgreesPasses() throws IOException {
        Judgement judgement = judge();

        assertThat(judgement.violations()).isEmpty();
        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judgement.acknowledged()).containsEntry("payment", 1L).containsEntry("refund", 1L);
    }

    @Test
    void nothingIsNoPass() throws IOException {
        run = new Testimony();

        assertThat(judge().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void whatCannotBeReadIsNoPass() throws IOException {
        run.log.clear();
        Files.delete(write());
        assertThat(Checker.judge(() -> run.evidence(directory.resolve("facts.jsonl")), Object::toString)
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN);

        run = Testimony.ofACapturedAndRefundedPayment();
        run.answer("GET", "/payments/" + Testimony.PAYMENT, "", 200, "{\"id\":\"pay_");
        assertThat(judge().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void whatWasAcknowledgedAndIsNotThereIsFound() throws IOException {
        run.payments.clear();

        assertFound("what is acknowledged is there", "is not there");
    }

    @Test
    void anotherAmountThanWasAcknowledgedIsFound() throws IOException {
        run.refund(run.told(Testimony.REFUND).replace("\"amount\":20000", "\"amount\":20001"));

        assertFound("what is acknowledged is there", "was told as");
    }

    @Test
    void aSecondChargeIsFound() throws IOException {
        run.log.add(run.log.getFirst());

        assertFound("one charge", "was charged 2 times");
    }

    @Test
    void aChargeForNobodyIsFound() throws IOException {
        run.log.add(run.log.getFirst().replace(Testimony.PAYMENT_ID.toString(), Testimony.OTHER_ID.toString()));

        assertFound("one charge", "no payment");
        assertFound("the acquirer's log and what was told agree", "booked are");
    }

    @Test
    void twoPaymentsOfOneOrderAreFound() throws IOException {
        run.log.add(run.log.getFirst().replace(Testimony.PAYMENT_ID.toString(), Testimony.OTHER_ID.toString()));
        run.payment(run.told(Testimony.PAYMENT)
                .replace(Testimony.PAYMENT, Testimony.OTHER)
                .replace("r-1", "r-3"));

        assertFound("one charge", "was paid by");
    }

    @Test
    void aSuccessThatTheAcquirerDoesNotKnowIsFound() throws IOException {
        run.log.clear();

        assertFound("the acquirer's log and what was told agree", "the acquirer has null");
    }

    @Test
    void aFailureThatWasChargedIsFound() throws IOException {
        run.answer(
                "GET",
                "/payments/" + Testimony.PAYMENT,
                "",
                200,
                run.told(Testimony.PAYMENT)
                        .replace("partially_refunded", "failed")
                        .replace("50000,\"amount_ref", "0,\"amount_ref"));

        assertFound("the acquirer's log and what was told agree", "last told as failed");
        assertFound("forward only", "afterwards as failed");
    }

    @Test
    void aRefundThatTheAcquirerNeverMadeIsFound() throws IOException {
        run.log.removeIf(line -> line.contains(Testimony.REFUND_ID.toString()));

        assertFound("the acquirer's log and what was told agree", "processed of 20000");
    }

    @Test
    void booksOfAnotherSumAreFound() throws IOException {
        run.booked = 49_999;

        assertFound("the acquirer's log and what was told agree", "booked are 49999");
    }

    @Test
    void whatContradictsItselfIsFound() throws IOException {
        run.contradictions.add("still open: " + Testimony.PAYMENT_ID + " is processing");

        assertThat(judge().violations())
                .anyMatch(one ->
                        one.law().equals("the books agree") && one.object().equals(Testimony.PAYMENT));
    }

    @Test
    void aRefundOfMoreThanWasCapturedIsFoundAlsoIfItFailedInTheEnd() throws IOException {
        run.payment(
                run.told(Testimony.PAYMENT)
                        .replace(
                                "{\"type\":\"refund.processed\"",
                                "{\"type\":\"refund.created\",\"amount\":40000},{\"type\":\"refund.failed\",\"amount\":40000},{\"type\":\"refund.processed\""));

        assertFound("a lawful history", "refunds more than was captured");
    }

    @Test
    void aStateThatIsNotTheFoldOfItsEventsIsFound() throws IOException {
        run.payment(run.told(Testimony.PAYMENT).replace(",{\"type\":\"refund.processed\",\"amount\":20000}", ""));

        assertFound("a lawful history", "its events make it");
    }

    @Test
    void aStepThatWasNotPossibleIsFound() throws IOException {
        run.payment(run.told(Testimony.PAYMENT)
                .replace(
                        "{\"type\":\"payment.success\"",
                        "{\"type\":\"payment.failed\"},{\"type\":\"payment.success\""));

        assertFound("a lawful history", "comes after it was authorized");
    }

    @Test
    void twoAnswersToOneKeyAreFound() throws IOException {
        run.answer("POST", "/payments", "k-1", 201, run.answers.getFirst().replace("captured\"", "pending\""));

        assertFound("one key, one effect, one answer", "two answers");
    }

    @Test
    void twoThingsOfOneRequestAreFound() throws IOException {
        run.payment(run.told(Testimony.PAYMENT).replace(Testimony.PAYMENT, Testimony.OTHER));

        assertFound("one key, one effect, one answer", "one request, r-1, made");
    }

    @Test
    void aKeyThatIsTakenForAnotherRequestIsFound() throws IOException {
        run.answer("POST", "/refunds", "k-1", 409, "{\"code\":\"payment_not_refundable\"}");

        assertFound("one key, one effect, one answer", "was not told so");
    }

    @Test
    void aRefusalThatNobodyDeservesIsFound() throws IOException {
        run.answer("GET", "/payments/" + Testimony.PAYMENT, "", 404, "{}");

        assertFound("one key, one effect, one answer", "was refused with 404");
    }

    @Test
    void anEventThatNobodyToldIsFound() throws IOException {
        run.deliveries.removeIf(delivery -> delivery.name().equals("payment.success"));

        assertFound("every event is told", "payment.success");
    }

    @Test
    void anEventThatWasGivenUpAndIsShownToBeIsNone() throws IOException {
        run.deliveries.removeIf(delivery -> delivery.name().equals("payment.success"));
        run.givenUp.add("payment.success " + Testimony.PAYMENT);

        assertThat(judge().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aBadSignatureIsFound() throws IOException {
        run.deliver("payment.success", 3, "payment", run.told(Testimony.PAYMENT), "evt_3", false);

        assertFound("every event is told", "without a good signature");
    }

    @Test
    void twoBodiesOfOneEventAreFound() throws IOException {
        run.deliver("payment.success", 3, "payment", "{\"id\":\"%s\"}".formatted(Testimony.PAYMENT), "evt_3", true);

        assertFound("every event is told", "two bodies");
    }

    @Test
    void oneHappeningToldByTwoEventsIsFound() throws IOException {
        run.deliver("payment.success", 3, "payment", run.told(Testimony.PAYMENT), "evt_9", true);

        assertFound("every event is told", "is told by two events");
    }

    @Test
    void anEventThatNeverHappenedIsFound() throws IOException {
        run.deliver("payment.failed", 4, "payment", run.told(Testimony.PAYMENT), "evt_9", true);

        assertFound("every event is told", "never happened");
    }

    @Test
    void aStepBackIsFound() throws IOException {
        run.answer("GET", "/payments/" + Testimony.PAYMENT, "", 200, run.answers.getFirst());

        assertFound("forward only", "afterwards as captured");
    }

    @Test
    void overlappingAnswersHaveNoOrder() throws IOException {
        run.overlap = true;
        run.answer("GET", "/payments/" + Testimony.PAYMENT, "", 200, run.answers.getFirst());
        run.overlap = false;
        run.answer("GET", "/payments/" + Testimony.PAYMENT, "", 200, run.told(Testimony.PAYMENT));

        assertThat(judge().violations()).isEmpty();
    }

    @Test
    void aRefundOfWhatIsDisputedIsFound() throws IOException {
        run.payment(run.told(Testimony.PAYMENT)
                .replace(
                        "{\"type\":\"refund.created\"",
                        "{\"type\":\"dispute.created\",\"amount\":40000},{\"type\":\"refund.created\""));

        assertFound("a lawful history", "gives back what is disputed");
    }

    @Test
    void aDisputeThatNobodyKnowsOfIsFound() throws IOException {
        run.disputes.clear();

        assertFound("the acquirer's log and disputes agree", "nobody knows");
    }

    @Test
    void aDisputeThatEndedOtherwiseIsFound() throws IOException {
        run.log.replaceAll(line -> line.replace("\"won\"", "\"lost\""));

        assertFound("the acquirer's log and disputes agree", "but the acquirer has");
    }

    @Test
    void evidenceThatWasPromisedAndNotSubmittedIsFound() throws IOException {
        run.log.removeIf(line -> line.contains("evidence_taken"));

        assertFound("the acquirer's log and disputes agree", "was to be told of evidence");
    }

    @Test
    void evidenceThatWasSubmittedTwiceIsFound() throws IOException {
        run.log.add("{\"fact\":\"evidence_taken\",\"dispute\":\"%s\"}".formatted(Testimony.DISPUTE_ID));

        assertFound("the acquirer's log and disputes agree", "taken 2 times");
    }

    @Test
    void anAcceptanceThatNobodyAskedForIsFound() throws IOException {
        run.log.replaceAll(line -> line.replace("\"won\"", "\"accepted\""));
        run.disputes.replaceAll((_, told) -> told.replace("won", "accepted"));

        assertFound("the acquirer's log and disputes agree", "nobody asked for");
    }

    private void assertFound(String law, String what) throws IOException {
        Judgement judgement = judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.violations())
                .anyMatch(one -> one.law().equals(law) && one.what().contains(what));
    }

    private Judgement judge() throws IOException {
        Path log = write();
        return Checker.judge(() -> run.evidence(log), Object::toString);
    }

    private Path write() throws IOException {
        return Files.writeString(
                directory.resolve("facts.jsonl"), run.log.isEmpty() ? "" : String.join("\n", run.log) + "\n");
    }
}
