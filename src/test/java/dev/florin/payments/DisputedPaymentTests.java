package dev.florin.payments;

import static dev.florin.payments.PaymentFixture.AMOUNT;
import static dev.florin.payments.PaymentFixture.NOW;
import static dev.florin.payments.PaymentFixture.inr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.gateways.Outcome.Approved;
import dev.florin.kernel.Rejection;
import dev.florin.orders.CaptureMode;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is disputed cannot be refunded as well, and what was refunded can be disputed all the same. */
class DisputedPaymentTests {

    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(1, 2);
    private static final UUID REFUND = new UUID(2, 1);

    private final Payment payment = captured();

    private static Payment captured() {
        Payment payment = PaymentFixture.begun(CaptureMode.AUTOMATIC);
        payment.settle(new Approved("acq_1", "A1", AMOUNT), NOW);
        return payment;
    }

    @Test
    void aDisputeHoldsWhatItIsAboutUntilItIsWon() {
        payment.dispute(ONE, inr(30_000), NOW);

        assertThat(payment.refundable()).isEqualTo(inr(20_000));
        assertThatThrownBy(() -> payment.requestRefund(REFUND, inr(20_001), NOW))
                .isInstanceOf(Rejection.class);
        payment.endDispute(ONE, true, NOW);
        assertThat(payment.refundable()).isEqualTo(AMOUNT);
        assertThat(payment.status()).isEqualTo(PaymentStatus.CAPTURED);
    }

    @Test
    void aLostDisputeKeepsItForGood() {
        payment.dispute(ONE, AMOUNT, NOW);
        payment.endDispute(ONE, false, NOW);
        payment.endDispute(ONE, true, NOW);

        assertThat(payment.refundable()).isEqualTo(inr(0));
        assertThat(payment.view().disputed()).isEqualTo(AMOUNT);
        assertThatThrownBy(() -> payment.requestRefund(REFUND, null, NOW))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.reason()).contains("500.00 INR disputed"));
    }

    @Test
    void aRefundThatFailsIsHeldByTheDisputeThatCameMeanwhile() {
        payment.requestRefund(REFUND, inr(40_000), NOW);
        payment.dispute(ONE, inr(30_000), NOW);
        assertThat(payment.view().held()).isEqualTo(inr(10_000));

        payment.failRefund(REFUND, "refund_failed", "No.", NOW);

        assertThat(payment.view().held()).isEqualTo(inr(30_000));
        assertThat(payment.refundable()).isEqualTo(inr(20_000));
    }

    @Test
    void aFullRefundCanBeDisputed() {
        payment.requestRefund(REFUND, null, NOW);
        payment.refund(REFUND, NOW);
        payment.dispute(ONE, AMOUNT, NOW);

        assertThat(payment.status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(payment.view().held()).isEqualTo(inr(0));
        assertThat(payment.refundable()).isEqualTo(inr(0));
    }

    @Test
    void theSameDisputeIsHeldOnceAndMoreThanWasTakenNever() {
        payment.dispute(ONE, inr(30_000), NOW);
        payment.dispute(ONE, inr(30_000), NOW);
        assertThat(payment.view().disputed()).isEqualTo(inr(30_000));
        assertThatThrownBy(() -> payment.dispute(OTHER, inr(20_001), NOW)).isInstanceOf(IllegalStateException.class);
    }

    /** Whatever happens in whatever order: the law of the row holds, and the events tell the same. */
    @Test
    void noOrderOfRefundsAndDisputesGivesBackMoreThanIsFree() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Payment one = captured();
            for (int step = 0; step < 40; step++) {
                UUID id = new UUID(seed, random.nextInt(8));
                switch (random.nextInt(5)) {
                    case 0 -> {
                        try {
                            one.requestRefund(new UUID(seed, 100 + step), inr(1 + random.nextInt(20_000)), NOW);
                        } catch (Rejection _) {
                            // nothing is left
                        }
                    }
                    case 1 -> one.refund(new UUID(seed, 100 + random.nextInt(40)), NOW);
                    case 2 -> one.failRefund(new UUID(seed, 100 + random.nextInt(40)), "no", "No.", NOW);
                    case 3 -> {
                        try {
                            one.dispute(id, inr(1 + random.nextInt(20_000)), NOW);
                        } catch (IllegalStateException _) {
                            // more than was taken
                        }
                    }
                    default -> one.endDispute(id, random.nextBoolean(), NOW);
                }
                PaymentView view = one.view();
                long spoken = view.refunded().minor() + view.refunding().minor();
                assertThat(spoken + view.held().minor()).as("seed %d", seed).isLessThanOrEqualTo(AMOUNT.minor());
                assertThat(view.held().minor())
                        .as("seed %d", seed)
                        .isEqualTo(Math.min(view.disputed().minor(), AMOUNT.minor() - spoken));
                assertThat(view.refundable()).isEqualTo(one.refundable());
            }
            assertThat(Payment.replay(one.id(), one.tenant(), one.view().events())
                            .view())
                    .as("seed %d", seed)
                    .isEqualTo(one.view());
        }
    }

    @Test
    void whatIsWrittenOfItsEventsIsAllOfThem() {
        var json = new PaymentEventJson(PaymentEventJson.mapper());
        for (PaymentEvent event : List.of(
                new PaymentEvent.Disputed(ONE, AMOUNT, NOW),
                new PaymentEvent.DisputeWon(ONE, AMOUNT, NOW),
                new PaymentEvent.DisputeLost(ONE, AMOUNT, NOW))) {
            assertThat(json.read(json.type(event), json.write(event))).isEqualTo(event);
        }
    }
}
