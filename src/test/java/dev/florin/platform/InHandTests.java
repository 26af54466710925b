package dev.florin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class InHandTests {

    private final InHand<String> inHand = new InHand<>("test", 10, (_, _) -> {}, InstantSource.system());

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

    @Test
    void askingAgainWaitsLongerAndLongerButNeverLong() {
        assertThat(InHand.pause(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(InHand.pause(8)).isEqualTo(Duration.ofSeconds(3));
        assertThat(InHand.pause(1000)).isEqualTo(Duration.ofSeconds(15));
    }

    private boolean takeOne() {
        return "done".equals(inHand.take("thing", () -> "done").within(Duration.ofSeconds(5)));
    }
}
