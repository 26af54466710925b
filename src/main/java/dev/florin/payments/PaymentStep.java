package dev.florin.payments;

/**
 * Something that happened to a payment.
 *
 * @param after the payment as it was then, without its events
 */
public record PaymentStep(PaymentEvent event, PaymentView after) {}
