package dev.florin.gateways.sandbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How outcomes are drawn, and how long they take.
 *
 * @param testMode whether the other two hold, instead of a real issuer's rates and delays
 * @param paymentSuccess whether payments without a magic value succeed
 * @param disputeAfter how long a customer who disputes takes to do so, and an issuer to decide by evidence
 */
record Settings(boolean testMode, boolean paymentSuccess, Duration delay, Duration disputeAfter) {

    private static final double CARD_SUCCESS = 0.95;
    private static final double UPI_SUCCESS = 0.90;

    boolean drawSuccess(boolean card, RandomGenerator random) {
        return testMode ? paymentSuccess : random.nextDouble() < (card ? CARD_SUCCESS : UPI_SUCCESS);
    }

    Duration drawPaymentDelay(RandomGenerator random) {
        return testMode ? delay : Duration.ofMillis(random.nextLong(5_000, 10_000));
    }

    Duration drawRefundDelay(RandomGenerator random) {
        return testMode ? delay : Duration.ofMillis(random.nextLong(3_000, 5_000));
    }
}
