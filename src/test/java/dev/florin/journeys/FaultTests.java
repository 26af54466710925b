package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The acquirer does what it should and does not say so, or says it and does not: each payment is charged exactly once,
 * or not at all where it failed, and nobody is told on the way what is not true. Each fault meets a caller who waits, one
 * who does not, and one who captures later.
 */
class FaultTests extends AcquirerAtFault {

    @Test
    void aTimeOutAfterTheChargeIsFoundOutAndChargedOnce() {
        endsInOneCharge("4000090000000011");
    }

    @Test
    void aTimeOutBeforeTheChargeIsFoundOutAndChargedOnce() {
        endsInOneCharge("4000090000000029");
    }

    @Test
    void anErrorBeforeTheChargeIsTriedAgain() {
        endsInOneCharge("4000090000000037");
    }

    @Test
    void anErrorAfterTheChargeIsNotChargedAgain() {
        endsInOneCharge("4000090000000045");
    }

    @Test
    void aConnectionCutBeforeTheChargeIsTriedAgain() {
        endsInOneCharge("4000090000000052");
    }

    @Test
    void aConnectionCutAfterTheChargeIsNotChargedAgain() {
        endsInOneCharge("4000090000000060");
    }

    @Test
    void anAnswerThatComesTooLateIsFoundOut() {
        endsInOneCharge("4000090000000078");
    }

    @Test
    void aSuccessThatComesLateIsASuccess() {
        endsInOneCharge("4000090000000086");
    }

    @Test
    void anAnswerThatMakesNoSenseIsNotBelieved() {
        endsInOneCharge("4000090000000094");
    }

    @Test
    void anAcquirerThatRefusesIsAskedAgain() {
        endsInOneCharge("4000090000000102");
    }

    @Test
    void aDeclineThatNobodyHeardIsFoundOutAndNothingIsCharged() {
        acquirer.fail("authorize", "timeout_after_charge", 1);
        try (Watch declined = begin(card("4000000000009995"))) {
            assertThat(declined.awaitOver(PATIENCE)).isEqualTo("failed");
            assertThat(acquirer.approvals(declined.payment())).isZero();
            assertThat(api.get("/payments/" + declined.payment())
                            .body()
                            .at("/error/code")
                            .asString())
                    .isEqualTo("insufficient_funds");
        }
    }

    @Test
    void inquiriesThatFailAreRepeatedUntilOneTells() {
        acquirer.fail("authorize", "timeout_after_charge", 1);
        acquirer.fail("inquire", "garbage", 1);
        acquirer.fail("inquire", "cut_before", 1);
        try (Watch payment = begin(card(GOOD))) {
            assertThat(payment.awaitOver(PATIENCE)).isEqualTo("captured");
            assertThat(acquirer.approvals(payment.payment())).isEqualTo(1);
        }
    }

    private void endsInOneCharge(String number) {
        List<Watch> watches = Crowd.of(
                3,
                caller -> Watch.of(
                        api,
                        switch (caller) {
                            case 0 -> api.post("/payments", card(number));
                            case 1 -> api.pay(number);
                            default -> api.post("/payments", ApiClient.payment(number, "\"capture\":\"manual\","));
                        }));
        for (int i = 0; i < 3; i++) {
            String due = i < 2 ? "captured" : "authorized";
            try (Watch watch = watches.get(i)) {
                assertThat(watch.await(PATIENCE, due)).isEqualTo(due);
                assertThat(acquirer.approvals(watch.payment())).isEqualTo(1);
                assertThat(acquirer.captured(watch.payment())).isEqualTo(i < 2 ? 50_000 : 0);
                assertThat(exchanges(watch.payment())).as("the fault struck").isGreaterThan(1);
            }
        }
        Reply rest = api.post("/payments/" + watches.getLast().payment() + "/capture", "{}");
        assertThat(rest.text("status")).isEqualTo("captured");
    }
}
