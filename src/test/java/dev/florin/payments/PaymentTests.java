package dev.florin.payments;

import static dev.florin.payments.PaymentFixture.AMOUNT;
import static dev.florin.payments.PaymentFixture.NOW;
import static dev.florin.payments.PaymentFixture.authorized;
import static dev.florin.payments.PaymentFixture.begun;
import static dev.florin.payments.PaymentFixture.inr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.gateways.Outcome.Action;
import dev.florin.gateways.Outcome.Approved;
import dev.florin.gateways.Outcome.Declined;
import dev.florin.gateways.Outcome.NotFound;
import dev.florin.gateways.Outcome.NotSent;
import dev.florin.gateways.Outcome.Pending;
import dev.florin.gateways.Outcome.Unknown;
import dev.florin.kernel.Rejection;
import dev.florin.orders.CaptureMode;
import dev.florin.payments.PaymentEvent.Authorized;
import dev.florin.payments.PaymentEvent.Captured;
import dev.florin.payments.PaymentEvent.LeftOpen;
import dev.florin.payments.PaymentEvent.VoidReason;
import dev.florin.payments.PaymentView.PaymentError;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaymentTests {

    private final UUID reference = UUID.randomUUID();
    private Payment payment = begun(CaptureMode.AUTOMATIC);

    /** Whatever was done to it: its stream tells the same. */
    @AfterEach
    void replayingItsEventsGivesTheSamePayment() {
        var view = payment.view();
        assertThat(Payment.replay(view.id(), view.tenant(), view.events()).view())
                .isEqualTo(view);
    }

    @Test
    void anApprovedPaymentOfAutomaticCaptureIsCaptured() {
        payment.settle(new Approved("acq_1", "A1", AMOUNT), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(payment.captured()).isEqualTo(AMOUNT);
        assertThat(payment.news())
                .hasExactlyElementsOfTypes(PaymentEvent.Initiated.class, Authorized.class, Captured.class);
        assertThat(payment.isUnresolved()).isFalse();
    }

    @Test
    void anApprovedPaymentOfManualCaptureCanBeCapturedForSevenDays() {
        payment = authorized();

        assertThat(payment.status()).isEqualTo(PaymentStatus.AUTHORIZED);
        assertThat(payment.view().capturable()).isEqualTo(AMOUNT);
        assertThat(payment.view().captureBefore()).isEqualTo(NOW.plus(Duration.ofDays(7)));
    }

    @Test
    void aDeclinedPaymentFailsWithTheDeclineCode() {
        payment.settle(new Declined("acq_1", "insufficient_funds", "Not enough money."), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(payment.view().error()).isEqualTo(new PaymentError("insufficient_funds", "Not enough money."));
    }

    @Test
    void anUnknownOutcomeDecidesNothing() {
        payment.settle(new Unknown("read timed out"), NOW);
        payment.settle(new Unknown("read timed out"), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(payment.news()).filteredOn(LeftOpen.class::isInstance).hasSize(1);
        assertThat(payment.isUnresolved()).isTrue();
    }

    @Test
    void whatWasNeverSentOrFoundIsNoFactAboutThePayment() {
        payment.settle(new NotFound(), NOW);
        payment.settle(new NotSent("refused"), NOW);

        assertThat(payment.news()).hasSize(1);
    }

    @Test
    void anApprovalOfAnotherAmountIsNotBelieved() {
        payment.settle(new Approved("acq_1", "A1", inr(49_999)), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(payment.isUnresolved()).isTrue();
    }

    @Test
    void aRepeatedAnswerChangesNothing() {
        payment.settle(new Approved("acq_1", "A1", AMOUNT), NOW);
        int version = payment.version();
        payment.settle(new Approved("acq_1", "A1", AMOUNT), NOW);
        payment.settle(new Declined("acq_1", "do_not_honor", "No."), NOW);

        assertThat(payment.version()).isEqualTo(version);
        assertThat(payment.captured()).isEqualTo(AMOUNT);
    }

    @Test
    void aPaymentThatNeedsTheCustomerSaysWhatToDo() {
        var action = new Action(Action.Kind.REDIRECT, "https://issuer.example/3ds", NOW.plusSeconds(600));
        payment.settle(new Pending("acq_1", action), NOW);
        payment.settle(new Pending("acq_1", action), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.REQUIRES_ACTION);
        assertThat(payment.view().action()).isEqualTo(action);
        assertThat(payment.version()).isEqualTo(2);

        payment.settle(new Approved("acq_1", "A1", AMOUNT), NOW);
        assertThat(payment.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(payment.view().action()).isNull();
    }

    @Test
    void capturesInPartsNeverExceedWhatWasAuthorised() {
        payment = authorized();
        capture(20_000);
        assertThat(payment.status()).isEqualTo(PaymentStatus.AUTHORIZED);
        assertThatThrownBy(() -> payment.requestCapture(UUID.randomUUID(), inr(30_001), false, NOW))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("amount_too_large"));
        capture(30_000);

        assertThat(payment.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(payment.captured()).isEqualTo(AMOUNT);
    }

    @Test
    void whatIsBeingCapturedCannotBeCapturedAgain() {
        payment = authorized();
        payment.requestCapture(reference, inr(30_000), false, NOW);

        assertThat(payment.view().capturable()).isEqualTo(inr(20_000));
        assertThatThrownBy(() -> payment.requestCapture(UUID.randomUUID(), inr(20_001), false, NOW))
                .isInstanceOf(Rejection.class);
    }

    @Test
    void aRefusedCaptureGivesItsAmountBack() {
        payment = authorized();
        payment.requestCapture(reference, null, false, NOW);
        payment.settleCapture(reference, new Declined("acq_2", "do_not_honor", "No."), NOW);

        assertThat(payment.view().capturable()).isEqualTo(AMOUNT);
        assertThat(payment.isUnresolved()).isFalse();
    }

    @Test
    void aFinalCaptureReleasesTheRest() {
        payment = authorized();
        payment.requestCapture(reference, inr(10_000), true, NOW);
        assertThatThrownBy(() -> payment.requestCapture(UUID.randomUUID(), inr(1), false, NOW))
                .isInstanceOf(Rejection.class);
        payment.settleCapture(reference, new Approved("acq_2", null, inr(10_000)), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(payment.captured()).isEqualTo(inr(10_000));
    }

    @Test
    void aFinalCaptureWaitsForTheOthers() {
        payment = authorized();
        payment.requestCapture(reference, inr(10_000), false, NOW);

        assertThatThrownBy(() -> payment.requestCapture(UUID.randomUUID(), inr(1), true, NOW))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("capture_in_progress"));
    }

    @Test
    void theLastOfSeveralCapturesInFlightDoesNotReleaseWhatTheOthersTake() {
        payment = authorized();
        UUID other = UUID.randomUUID();
        payment.requestCapture(reference, inr(20_000), false, NOW);
        payment.requestCapture(other, inr(30_000), false, NOW);
        assertThat(payment.capturesInFlight()).noneMatch(PaymentEvent.CaptureRequested::last);

        payment.settleCapture(other, new Approved("acq_3", null, inr(30_000)), NOW);
        assertThat(payment.status()).isEqualTo(PaymentStatus.AUTHORIZED);
        payment.settleCapture(reference, new Approved("acq_2", null, inr(20_000)), NOW);
        assertThat(payment.status()).isEqualTo(PaymentStatus.CAPTURED);
    }

    @Test
    void aVoidReleasesTheMoney() {
        payment = authorized();
        payment.requestVoid(reference, VoidReason.REQUESTED, NOW);
        assertThatThrownBy(() -> payment.requestCapture(UUID.randomUUID(), null, false, NOW))
                .isInstanceOf(Rejection.class);
        payment.settleVoid(reference, new Approved("acq_2", null, AMOUNT), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.CANCELLED);
    }

    @Test
    void aVoidAfterAPartialCaptureKeepsWhatWasCaptured() {
        payment = authorized();
        capture(20_000);
        payment.requestVoid(reference, VoidReason.REQUESTED, NOW);
        payment.settleVoid(reference, new Approved("acq_2", null, AMOUNT), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(payment.captured()).isEqualTo(inr(20_000));
    }

    @Test
    void anAuthorisationThatRanOutIsExpired() {
        payment = authorized();
        payment.requestVoid(reference, VoidReason.EXPIRED, NOW);
        payment.settleVoid(reference, new Approved("acq_2", null, AMOUNT), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.EXPIRED);
    }

    @Test
    void aPaymentThatWasAbandonedHasFailedAndTookNoMoney() {
        payment.requestVoid(reference, VoidReason.ABANDONED, NOW);
        payment.settleVoid(reference, new Approved("acq_2", null, AMOUNT), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(payment.view().error()).extracting("code").isEqualTo("gateway_timeout");
    }

    @Test
    void aChargeThatOvertookItsVoidIsBelieved() {
        payment.requestVoid(reference, VoidReason.REQUESTED, NOW);
        payment.settle(new Approved("acq_1", "A1", AMOUNT), NOW);
        payment.settleVoid(reference, new Declined(null, "already_captured", "Too late."), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(payment.isUnresolved()).isFalse();
    }

    @Test
    void aChargeThatItsVoidOvertookIsCancelled() {
        payment.requestVoid(reference, VoidReason.REQUESTED, NOW);
        payment.settle(new Declined("acq_1", "voided", "Voided before."), NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.CANCELLED);
    }

    @Test
    void whatIsCapturedCannotBeVoided() {
        payment.settle(new Approved("acq_1", "A1", AMOUNT), NOW);

        assertThatThrownBy(() -> payment.requestVoid(reference, VoidReason.REQUESTED, NOW))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("payment_not_voidable"));
    }

    @Test
    void noStepGoesBackwards() {
        for (PaymentStatus end : new PaymentStatus[] {
            PaymentStatus.FAILED, PaymentStatus.CANCELLED, PaymentStatus.EXPIRED, PaymentStatus.REFUNDED
        }) {
            for (PaymentStatus next : PaymentStatus.values()) {
                if (next != end) {
                    assertThatThrownBy(() -> end.to(next)).isInstanceOf(IllegalStateException.class);
                }
            }
        }
    }

    private void capture(long minor) {
        UUID capture = UUID.randomUUID();
        payment.requestCapture(capture, inr(minor), false, NOW);
        payment.settleCapture(capture, new Approved("acq_" + minor, null, inr(minor)), NOW);
    }
}
