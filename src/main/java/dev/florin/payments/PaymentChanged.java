package dev.florin.payments;

import dev.florin.kernel.Tenant;

/**
 * Something happened to a payment. Published with the commit of that, once for all that one transaction stored; what it
 * was tells {@link Payments#steps}.
 *
 * @param from the number of events that the payment had before
 * @param to the number that it has now
 */
public record PaymentChanged(Tenant tenant, PaymentId payment, int from, int to) {}
