package dev.florin.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.florin.orders.CaptureMode;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class InHandTests {

    private final Payment payment = PaymentFixture.begun(CaptureMode.AUTOMATIC);
    private final InHand inHand = new InHand(mock(), InstantSource.system());

    @Test
    void whatIsTakenInHandIsDone() {
        inHand.start();

        assertThat(takeOne()).isTrue();

        inHand.stop();
    }

    @Test
    void afterAStopNothingIsTakenAndAfterTheNextStartItIsAgain() {
        inHand.start();
        inHand.stop();
        assertThat(takeOne()).as("left to its lease").isFalse();
        assertThat(inHand.room()).isZero();

        inHand.start();
        assertThat(inHand.room()).isPositive();
        assertThat(takeOne()).isTrue();

        inHand.stop();
    }

    private boolean takeOne() {
        return inHand.take(payment.tenant(), payment.id(), () -> payment)
                .map(step -> step.join() == payment)
                .orElse(false);
    }
}
