package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refunds at an acquirer that sends no callbacks, and worse: asking alone finds out what became of them. */
class RefundTests extends AcquirerAtFault {

    private static final String NEVER_REFUNDS = "4000000000005126";

    @Test
    void aRefundIsPendingAndThenProcessed() {
        String payment = captured(GOOD);

        Reply made =
                refund(payment, "{\"amount\":20000,\"reason\":\"One cup was broken\",\"metadata\":{\"cup\":\"2\"}}");

        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        assertThat(made.text("id")).startsWith("rfnd_");
        assertThat(made.text("status")).isEqualTo("pending");
        assertThat(made.text("payment_id")).isEqualTo(payment);
        assertThat(made.number("amount")).isEqualTo(20_000);
        Reply processed = awaitEnd(made);
        assertThat(processed.text("status")).isEqualTo("processed");
        assertThat(processed.number("processed_at")).isPositive();
        assertThat(processed.body().at("/metadata/cup").asString()).isEqualTo("2");
        Reply of = api.get("/payments/" + payment);
        assertThat(of.text("status")).isEqualTo("partially_refunded");
        assertThat(of.number("amount_refunded")).isEqualTo(20_000);
        assertThat(of.number("amount_refundable")).isEqualTo(30_000);
        assertThat(acquirer.facts().charge(Acquirer.reference(payment)).refunded())
                .isEqualTo(20_000);
    }

    @Test
    void whoWaitsHearsTheOutcome() {
        String payment = captured(GOOD);

        Reply refunded = refund(payment, "{}", "Prefer", "wait=20");

        assertThat(refunded.text("status")).as("%s", refunded.body()).isEqualTo("processed");
        assertThat(api.get("/payments/" + payment).text("status")).isEqualTo("refunded");
        assertThat(refund(payment, "{}").text("code")).isEqualTo("payment_not_refundable");
    }

    @Test
    void aRefundThatTheAcquirerRefusesGivesItsReservationBack() {
        String payment = captured(NEVER_REFUNDS);

        Reply failed = refund(payment, "{}", "Prefer", "wait=20");

        assertThat(failed.text("status")).as("%s", failed.body()).isEqualTo("failed");
        assertThat(failed.body().at("/error/code").asString()).isEqualTo("refund_failed");
        Reply of = api.get("/payments/" + payment);
        assertThat(of.text("status")).isEqualTo("captured");
        assertThat(of.number("amount_refundable")).isEqualTo(50_000);
        assertThat(balance("merchant")).isEqualTo(50_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/payments/%s/refunds", "/payments/%s/refund"})
    void fiftyRefundsAtOnceNeverExceedWhatWasCaptured(String path) {
        String payment = captured(GOOD);

        List<Reply> replies = Crowd.of(50, _ -> api.post(path.formatted(payment), "{\"amount\":3000}"));

        assertThat(replies).filteredOn(r -> r.status() == 201).hasSize(16);
        assertThat(replies)
                .filteredOn(r -> r.status() != 201)
                .allSatisfy(r -> assertThat(r.text("code")).as("%s", r.body()).isEqualTo("amount_too_large"));
        replies.stream().filter(r -> r.status() == 201).forEach(this::awaitEnd);
        assertThat(api.get("/payments/" + payment).number("amount_refunded")).isEqualTo(48_000);
        assertThat(acquirer.facts().charge(Acquirer.reference(payment)).refunded())
                .isEqualTo(48_000);
        assertThat(balance("merchant")).isEqualTo(2000);
        assertThat(balance("refunds")).isZero();
    }

    @Test
    void aDoubleClickIsOneRefund() {
        String payment = captured(GOOD);
        String key = dev.florin.ApiClient.key();

        List<Reply> replies =
                Crowd.of(20, _ -> refund(payment, "{\"amount\":20000}", "Idempotency-Key", key, "Prefer", "wait=20"));

        assertThat(replies)
                .filteredOn(r -> r.status() == 201)
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.text("status")).isEqualTo("processed"));
        assertThat(replies)
                .filteredOn(r -> r.status() != 201)
                .allSatisfy(r -> assertThat(r.text("code")).isEqualTo("idempotency_key_in_use"));
        assertThat(api.get("/payments/" + payment + "/refunds").body().get("data"))
                .hasSize(1);
        assertThat(acquirer.facts().charge(Acquirer.reference(payment)).refunded())
                .isEqualTo(20_000);
    }

    @ParameterizedTest
    @CsvSource({
        "timeout_after_charge",
        "timeout_before_charge",
        "error_5xx_before",
        "error_5xx_after",
        "cut_before",
        "cut_after",
        "garbage",
        "refuse"
    })
    void whateverGoesWrongItIsRefundedOnce(String fault) {
        String payment = captured(GOOD);
        acquirer.fail("refund", fault, 1);

        Reply made = refund(payment, "{\"amount\":50000}");

        assertThat(awaitEnd(made).text("status")).isEqualTo("processed");
        assertThat(acquirer.facts().charge(Acquirer.reference(payment)).refunded())
                .isEqualTo(50_000);
    }

    @Test
    void aRefundOutlivesAnAcquirerThatIsOff() {
        String payment = captured(GOOD);
        acquirer.switchOff();

        Reply made = refund(payment, "{}");
        assertThat(made.text("status")).isEqualTo("pending");
        pause(Duration.ofSeconds(2));
        assertThat(api.get("/refunds/" + made.text("id")).text("status")).isEqualTo("pending");
        acquirer.switchOn();

        assertThat(awaitEnd(made).text("status")).isEqualTo("processed");
    }

    @Test
    void moreThanWasCapturedIsRefusedAndSoIsWhatWasNotCaptured() {
        assertThat(refund(captured(GOOD), "{\"amount\":50001}").text("code")).isEqualTo("amount_too_large");
        String authorized = authorized();
        assertThat(refund(authorized, "{}").text("code")).isEqualTo("payment_not_refundable");
        assertThat(refund(authorized, "{}").text("detail"))
                .contains("no money was taken")
                .doesNotContain("null");
        assertThat(refund(authorized, "{\"amount\":0}").status()).isEqualTo(422);
        assertThat(api.post("/payments/" + authorized + "/void", "{}").status()).isEqualTo(200);
    }

    @Test
    void refundsAreListedByPaymentAndStatus() {
        String payment = captured(GOOD);
        Reply first = refund(payment, "{\"amount\":100}", "Prefer", "wait=20");
        Reply second =
                api.post("/refunds", "{\"payment_id\":\"%s\",\"amount\":200}".formatted(payment), "Prefer", "wait=20");
        assertThat(second.status()).as("%s", second.body()).isEqualTo(201);

        assertThat(ids("/refunds?status=processed&payment_id=" + payment))
                .containsExactly(second.text("id"), first.text("id"));
        assertThat(ids("/payments/" + payment + "/refunds?limit=1")).containsExactly(second.text("id"));
        assertThat(ids("/refunds?status=failed")).isEmpty();
    }

    private List<String> ids(String path) {
        return api.get(path)
                .body()
                .get("data")
                .valueStream()
                .map(r -> r.get("id").asString())
                .toList();
    }

    private String captured(String card) {
        Reply paid = api.pay(card);
        assertThat(paid.text("status")).as("%s", paid.body()).isEqualTo("captured");
        return paid.text("id");
    }

    private Reply refund(String payment, String body, String... headers) {
        return api.post("/payments/" + payment + "/refunds", body, headers);
    }

    private Reply awaitEnd(Reply made) {
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Reply refund = api.get("/refunds/" + made.text("id"));
            if (Set.of("processed", "failed").contains(refund.text("status"))) {
                return refund;
            }
            assertThat(System.nanoTime()).as("%s", refund.body()).isLessThan(deadline);
            pause(Duration.ofMillis(100));
        }
    }

    private long balance(String account) {
        return api.get("/balances")
                .body()
                .get("data")
                .valueStream()
                .filter(b -> b.path("account").asString("").equals(account))
                .mapToLong(b -> b.get("amount").asLong())
                .sum();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
