package dev.florin.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTests {

    private static final List<Key> KEYS = List.of(Key.of("key_test_abc123", "secret_test_xyz789"));

    private final StubApi florin = new StubApi();

    LoadTests() throws IOException {}

    @AfterEach
    void stop() {
        florin.close();
    }

    @Test
    void aClosedLoopCountsEveryPaymentAndNeverUsesAKeyTwice() {
        var tally = new Load(florin.port(), KEYS).closed(Journey.ORDER_PAY_WAIT, 4, 1);

        assertThat(tally.messages()).isEmpty();
        assertThat(tally.payments()).isPositive();
        assertThat(florin.uniqueKeys()).isEqualTo((int) (2 * tally.payments()));
    }

    @Test
    void anOpenLoopOffersWhatItWasToldTo() {
        var tally = new Load(florin.port(), KEYS).open(Journey.PAY_BACKGROUND, 8, 100, 2);

        assertThat(tally.errors()).isZero();
        assertThat(tally.payments()).isBetween(140L, 260L); // Poisson: 200 ± 4 standard deviations
    }

    @Test
    void anAnswerThatWasNotExpectedIsAnErrorWithItsText() {
        var tally = new Load(florin.port(), List.of(new Key(""))).once(Journey.ORDER_PAY_WAIT);

        assertThat(tally.payments()).isZero();
        assertThat(tally.messages()).hasSize(1);
        assertThat(tally.messages().keySet().iterator().next()).startsWith("order: 401 {");
    }

    @Test
    void aRefusedConnectionIsAnError() {
        florin.close();

        var tally = new Load(florin.port(), KEYS).once(Journey.ORDER_PAY_WAIT);

        assertThat(tally.errors()).isOne();
    }
}
